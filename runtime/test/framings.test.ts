/** Bodies, however they are cut: into chunks by their client, and into pieces by the network. */
import assert from "node:assert/strict";
import { App, type Context } from "@typeway/runtime";
import fc from "fast-check";
import { context, endpoint } from "./endpoint.js";
import { RawClient } from "./raw-client.js";
import { onEach, serveOn } from "./transports.js";

/** Cuts a text at these places, given as parts of it. */
function cut(text: string, places: readonly number[]): string[] {
  const ends = [...places.map((place) => Math.floor(place * text.length)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)).filter((piece) => piece !== "");
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ minLength: 60_000, maxLength: 70_000 }));

const chunked = (body: string, at: readonly number[], extension: string): string =>
  `${cut(body, at)
    .map((piece) => `${piece.length.toString(16)}${extension}\r\n${piece}\r\n`)
    .join("")}0\r\n\r\n`;

onEach("11 any body arrives as it was sent, in chunks or by its length, in any pieces", async (t) => {
  const app = new App();
  const sum = async (context: Context) => Buffer.from(await context.body()).toString("base64");
  app.post("/", sum, endpoint(sum, [context()]));
  const port = await serveOn(t, app);
  const property = fc.asyncProperty(
    fc.array(fc.tuple(bytes, fc.option(places), fc.constantFrom("", ";a", ';a="b c"')), { minLength: 1, maxLength: 3 }),
    places,
    async (requests, pieces) => {
      const sent = requests.map(([body, chunks, extension], index) => {
        const text = Buffer.from(body).toString("latin1");
        const connection = index === requests.length - 1 ? "close" : "keep-alive";
        const framing = chunks === null ? `Content-Length: ${text.length}` : "Transfer-Encoding: chunked";
        const head = `POST / HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\n${framing}\r\n\r\n`;
        return head + (chunks === null ? text : chunked(text, chunks, extension));
      });
      await using client = await RawClient.open(port);
      for (const piece of cut(sent.join(""), pieces)) {
        client.send(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      const received = [...(await client.end()).matchAll(/\r\n\r\n("[^"]*")/g)].map(([, text]) => text);
      const expected = requests.map(([body]) => `"${Buffer.from(body).toString("base64")}"`);
      assert.deepEqual(received, expected);
    },
  );
  await fc.assert(property, { numRuns: 100, seed: 5 });
});
