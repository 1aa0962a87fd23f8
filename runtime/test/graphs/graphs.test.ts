import assert from "node:assert/strict";
import fc from "fast-check";
import t from "tap";
import { expected } from "./expected.js";
import { observed } from "./observed.js";
import { anyShape } from "./shape.js";

const labels = (events: readonly string[], what: "open" | "close"): string[] =>
  events.flatMap((event) => {
    const [verb, label = ""] = event.split(" ");
    return verb === what ? [label] : [];
  });

t.test(
  "34 whatever fails, throws or leaves: all is opened and closed as written, and the right error wins",
  async () => {
    await fc.assert(
      fc.asyncProperty(anyShape, async (shape) => {
        assert.deepEqual(await observed(shape, 2, false), expected(shape, 2));
      }),
      { numRuns: 10_000 },
    );
  },
);

t.test("34 requests at the same time: what was opened is closed once, and scope app is opened once", async () => {
  await fc.assert(
    fc.asyncProperty(anyShape, async (shape) => {
      const { events } = await observed(shape, 3, true);
      const isClosed = (label: string) => shape.nodes[Number.parseInt(label, 10)]?.kind !== "value";
      assert.deepEqual(labels(events, "open").filter(isClosed).sort(), labels(events, "close").sort());
      const ofApp = labels(events, "open")
        .map((label) => Number.parseInt(label, 10))
        .filter((index) => shape.nodes[index]?.lifetime === "app");
      assert.equal(ofApp.length, new Set(ofApp).size);
    }),
    { numRuns: 2_000 },
  );
});
