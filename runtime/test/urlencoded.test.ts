import { ValidationError } from "@typeway/runtime";
import fc from "fast-check";
import t from "tap";
import { decodeUrlencoded } from "../dist/dispatch/urlencoded.js";

const decode = (text: string) => decodeUrlencoded(text, ["query", "q"], { secret: false });

t.test("a key or value of a query", async (t) => {
  const rows: readonly (readonly [sent: string, read: string])[] = [
    ["tea", "tea"],
    ["green+tea", "green tea"],
    ["green%20tea", "green tea"],
    ["1%2B1%3d2", "1+1=2"],
    ["%25", "%"],
    ["%2525", "%25"], // decoded once
    ["%E2%82%AC+5", "€ 5"],
    ["a%00b", "a\0b"],
  ];
  for (const [sent, read] of rows) t.equal(decode(sent), read, sent);
});

t.test("what is not percent-encoded UTF-8 is refused with its place and text", async (t) => {
  for (const sent of ["%", "%2", "a%2", "%zz", "%2g", "%g2", "%80", "%E2%82", "%C0%AF", "ok%20%ff", "%٢٠"])
    t.throws(
      () => decode(sent),
      new ValidationError(
        [
          {
            type: "bad_percent_encoding",
            loc: ["query", "q"],
            msg: "The text is not percent-encoded UTF-8",
            input: sent,
          },
        ],
        undefined,
        400,
      ),
      sent,
    );
});

t.test("what a client encodes is read as it was, however it encodes it", async (t) => {
  const encodeAll = (text: string) =>
    Buffer.from(text)
      .toString("hex")
      .replace(/../g, (byte) => `%${byte}`);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      t.equal(decode(encodeURIComponent(text)), text);
      t.equal(decode(new URLSearchParams({ "": text }).toString().slice(1)), text);
      t.equal(decode(encodeAll(text)), text);
    }),
  );
});
