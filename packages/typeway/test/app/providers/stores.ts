// Providers that keep their `this`: instances, static methods, objects, and what is bound by hand.
import type { Depends, Int } from "typeway";

export const openDb = () => "db";

export class Checker {
  constructor(readonly wanted: string) {}
  check(q = "") {
    return q.includes(this.wanted);
  }
  describe(db: Depends<typeof openDb>, q: string) {
    return `${this.wanted} of ${db}: ${q}`;
  }
  *open(limit: Int) {
    yield `${this.wanted} ${limit}`;
  }
  static readonly label: string = "static";
  static make(name: string) {
    // biome-ignore lint/complexity/noThisInStatic: that it is the class is what is tested
    return `${this.label} ${name}`;
  }
}
export class Special extends Checker {
  static override readonly label = "special";
}

export const bar = new Checker("bar");
export const foo = new Checker("foo");
export const services = {
  checkers: { bar, foo },
  wanted: "object",
  find(db: Depends<typeof openDb>, id: Int) {
    return `${this.wanted} ${db} ${id}`;
  },
  plain: (id: Int) => id,
};
export const bound = foo.describe.bind(foo);
export default bar;
