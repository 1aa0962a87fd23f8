import { APP, isApp } from "@typeway/contract";
import t from "tap";

t.test("isApp: knows an application by its mark, whichever copy of the package made it", async (t) => {
  t.equal(isApp({ [APP]: true }), true);
  t.equal(isApp({ [Symbol.for("typeway.app")]: true }), true);
  for (const other of [{ [APP]: 1 }, {}, null, undefined, "app"]) t.equal(isApp(other), false);
});
