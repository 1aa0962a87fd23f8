/** What `offload` makes of a function's type, as assertions the compiler checks: this file is compiled, never run. */
import { type Offloaded, offload } from "@typeway/offload";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
declare function expect<T extends true>(): T;

declare function area(width: number, height?: number): number;
declare function load(name: string): Promise<{ name: string }>;

const areaLater = offload(area);
expect<Same<Parameters<typeof areaLater>, Parameters<typeof area>>>();
expect<Same<ReturnType<typeof areaLater>, Promise<number>>>();
expect<Same<ReturnType<Offloaded<typeof load>>, Promise<{ name: string }>>>();
// @ts-expect-error not what the function takes
void areaLater("1");
// @ts-expect-error a promise of it
export const now: number = areaLater(1);
// @ts-expect-error a number, and at least one
offload(area, { threads: "many" });
