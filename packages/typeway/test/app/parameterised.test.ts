// Dependencies that are made: closures, methods of instances, bound functions, classes with dependencies of their own.
import t from "tap";
import { App, type Depends, type Int } from "typeway";
import { TestClient } from "typeway/testing";
import type * as stores from "./providers/stores.js";
import type defaultChecker from "./providers/stores.js";
import { bar, type bound, Checker, type foo, type openDb, type Special, type services } from "./providers/stores.js";

const pageOf = (size: Int) => (page: Int) => page * size;
const pageOfFive = pageOf(5);
const pageOfSix = pageOf(6);
function scoped(tenant: string) {
  const db = () => `db of ${tenant}`;
  return (own: Depends<typeof db>, q: string) => `${own} ${q}`;
}
const scopedToAda = scoped("ada");
const scopedToBob = scoped("bob");

class Base {
  constructor(
    protected readonly db: Depends<typeof openDb>,
    readonly q = "none",
  ) {}
  get text() {
    return `${this.constructor.name} ${this.db} ${this.q}`;
  }
}
class Derived extends Base {}
class Deeper extends Derived {
  constructor(
    base: Depends<typeof Base>,
    private readonly limit: Int,
  ) {
    super(base.text);
  }
  override get text() {
    return `${super.text} ${this.limit}`;
  }
}
const local = { checker: bar as Pick<Checker, "check"> };

type Reader = (db: Depends<typeof openDb>, q: string) => string;
interface Readers {
  read(db: Depends<typeof openDb>, q: string): string;
}
const readTyped: Reader = (db, q) => `typed ${db} ${q}`;
const readLess: Reader = () => "less";
const readers: Readers = {
  read(db, q) {
    return `${Object.keys(this).join()} ${db} ${q}`;
  },
};
const reading = <R>(read: (db: Depends<typeof openDb>) => R) => read;
const readInferred = reading((db) => ({ db }));

const app = new App();
app.get("/typed", readTyped);
app.get("/less", readLess);
app.get("/typed-method", (read: Depends<typeof readers.read>) => read);
app.get("/inferred", (read: Depends<typeof readInferred>) => read);
app.get("/closures", (five: Depends<typeof pageOfFive>, six: Depends<typeof pageOfSix>) => [five, six]);
app.get("/inner", (ada: Depends<typeof scopedToAda>, bob: Depends<typeof scopedToBob>) => [ada, bob]);
app.get("/methods", (one: Depends<typeof bar.check>, two: Depends<typeof foo.check>) => [one, two]);
app.get("/method-with-dependency", (text: Depends<typeof bar.describe>) => text);
app.get("/generator-method", (text: Depends<typeof bar.open>) => text);
app.get("/static", (one: Depends<typeof stores.Checker.make>, two: Depends<typeof Special.make>) => [one, two]);
app.get("/object", (found: Depends<typeof services.find>, plain: Depends<typeof services.plain>) => [found, plain]);
app.get("/nested", (one: Depends<typeof services.checkers.foo.check>) => one);
app.get("/picked", (one: Depends<typeof local.checker.check>) => one);
app.get("/default", (one: Depends<typeof defaultChecker.check>) => one);
app.get("/namespace", (one: Depends<typeof stores.bar.check>) => one);
app.get("/bound", (text: Depends<typeof bound>) => text);
app.get("/class", (base: Depends<typeof Base>) => base.text);
app.get("/derived", (derived: Depends<typeof Derived>) => derived.text);
app.get("/deeper", (deeper: Depends<typeof Deeper>) => deeper.text);

const client = new TestClient(app);
t.teardown(() => client.close());
const answer = async (path: string) => (await client.get(path)).json<unknown>();

t.test("I14: closures are made with values of their own", async (t) => {
  t.strictSame(await answer("/closures?page=2"), [10, 12]);
  t.strictSame(await answer("/inner?q=x"), ["db of ada x", "db of bob x"]);
});

t.test("I14: methods are called on their instance", async (t) => {
  t.strictSame(await answer("/methods?q=a+bar"), [true, false]);
  t.equal(await answer("/method-with-dependency?q=x"), "bar of db: x");
  t.equal(await answer("/generator-method?limit=3"), "bar 3");
  t.equal(await answer("/nested?q=foo"), true);
  t.equal(await answer("/picked?q=bar"), true);
});

t.test("I14: static methods are called on their class, those of an object on it", async (t) => {
  t.strictSame(await answer("/static?name=x"), ["static x", "special x"]);
  t.strictSame(await answer("/object?id=4"), ["object db 4", 4]);
});

t.test("I14: instances reached by a default export and by a namespace, imported as types", async (t) => {
  t.equal(await answer("/default?q=bar"), true);
  t.equal(await answer("/namespace?q=foo"), false);
});

t.test("I14: a bound function keeps the dependencies of the one it calls", async (t) => {
  t.equal(await answer("/bound?q=x"), "foo of db: x");
});

t.test("I3: constructors take dependencies, as those they extend do", async (t) => {
  t.equal(await answer("/class?q=a"), "Base db a");
  t.equal(await answer("/derived"), "Derived db none");
  t.equal(await answer("/deeper?q=a&limit=3"), "Deeper Base db a none 3");
});

t.test("I14: methods without a value", async (t) => {
  const seen: string[] = [];
  class Recorder {
    constructor(readonly name: string) {}
    record(q: string) {
      seen.push(`${this.name} ${q}`);
    }
  }
  const recorders = { first: new Recorder("first"), second: new Recorder("second") };
  const listed = new App({ dependencies: [recorders.first.record, recorders["second"].record] });
  listed.get("/", { dependencies: [recorders.first.record] }, () => seen.length);
  const client = new TestClient(listed);
  t.teardown(() => client.close());
  t.equal((await client.get("/?q=x")).json(), 2);
  t.strictSame(seen, ["first x", "second x"], "once for each instance");
});

t.test("I17: an override of a method is for its instance, one of the class for all", async (t) => {
  t.teardown(() => app.clearOverrides());
  app.override(bar.check, (other: string) => other === "yes");
  t.strictSame(await answer("/methods?q=bar&other=yes"), [true, false]);
  t.strictSame(await answer("/methods?q=foo&other=no"), [false, true]);
  app.clearOverrides();
  app.override(Checker.prototype.check, () => true);
  t.strictSame(await answer("/methods?q=none"), [true, true]);
  app.clearOverrides();
  t.strictSame(await answer("/methods?q=bar"), [true, false]);
});

t.test("I1: parameters have the types of the place that a function is written for", async (t) => {
  t.equal(await answer("/typed?q=x"), "typed db x");
  t.equal(await answer("/less?q=x"), "less");
  t.equal(await answer("/typed-method?q=x"), "read db x");
  t.strictSame(await answer("/inferred"), { db: "db" });
});
