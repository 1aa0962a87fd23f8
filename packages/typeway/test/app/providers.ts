import type { Depends, Int } from "typeway";

export const events: string[] = [];

export function paging(limit: Int = 10, offset: Int = 0) {
  return { limit, offset };
}
export type Paging = Depends<typeof paging>;

function* opened(name: string, value: string): Generator<string, void, undefined> {
  events.push(`open ${name}`);
  try {
    yield value;
  } catch (error) {
    events.push(`${name} saw ${error instanceof Error ? error.message : "nothing"}`);
    throw error;
  } finally {
    events.push(`close ${name}`);
  }
}

export function* openInner() {
  yield* opened("inner", "inner");
}
export async function* openTracked(inner: Depends<typeof openInner>) {
  yield* opened("outer", `${inner} outer`);
}
export type Tracked = Depends<typeof openTracked>;
