/** What `listen` resolves to, by transport: this file is compiled, never run. */
import type { Server as HttpServer } from "node:http";
import type { Server } from "node:net";
import { App } from "typeway";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
declare function expect<T extends true>(): T;
declare const either: "node" | "direct";

const app = new App();
const byDefault = await app.listen();
const byPort = await app.listen({ port: 0 });
const byName = await app.listen({ transport: "node" });
const direct = await app.listen({ transport: "direct" });
const unknown = await app.listen({ transport: either });
expect<Same<typeof byDefault, HttpServer>>();
expect<Same<typeof byPort, HttpServer>>();
expect<Same<typeof byName, HttpServer>>();
expect<Same<typeof direct, Server>>();
expect<Same<typeof unknown, Server>>();
// @ts-expect-error there is no such transport
await app.listen({ transport: "fast" });
