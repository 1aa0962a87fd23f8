// User and password in `Authorization: Basic …`, for any text. RFC 7617.
import fc from "fast-check";
import t from "tap";
import { readBasic } from "../dist/security/basic.js";

const encode = (text: string | Uint8Array): string => Buffer.from(text).toString("base64");
const printable = fc.string({ unit: "grapheme" }).filter((text) => !/\p{Cc}/u.test(text));

t.test("J6 every user without a colon and every password come back as they were", async (t) => {
  fc.assert(
    fc.property(
      printable.filter((name) => !name.includes(":")),
      printable,
      (username, password) => {
        t.strictSame(readBasic(encode(`${username}:${password}`)), { username, password });
      },
    ),
  );
});

t.test("J6 any other text is nobody, and one user has one text", async (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uint8Array().map(encode)), (text) => {
      const read = readBasic(text);
      t.ok(read === undefined || encode(`${read.username}:${read.password}`) === text, text);
    }),
  );
});
