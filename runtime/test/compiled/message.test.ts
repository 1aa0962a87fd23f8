import { readFileSync } from "node:fs";
import t from "tap";
import { codes, message, ownMessage } from "../../dist/compiled/message.js";

t.test("messages are sentences of their own", async (t) => {
  t.equal(message("string_too_short", { min_length: 1 }), "Expected at least 1 character");
  t.equal(message("string_too_short", { min_length: 2 }), "Expected at least 2 characters");
  t.equal(message("less_than_equal", { le: 5 }), "Expected 5 or less");
  t.equal(message("literal_error", { expected: "'a' or 'b'" }), "Expected 'a' or 'b'");
});

t.test("an unknown code has a message too", async (t) => {
  t.equal(message("of_a_later_release"), "This value is not valid");
  t.equal(message("constructor"), "This value is not valid");
});

t.test("codes: each has its line in docs/issues.md, in the order of the catalogue", async (t) => {
  const page = readFileSync(new URL("../../docs/issues.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  t.strictSame(listed, codes);
});

t.test("own words: by code, then those of who refused it, then for any code; with the numbers of ctx", async (t) => {
  const messages = { string_too_short: "{min_length} at least, {max_length}", "*": "No" };
  t.equal(ownMessage(messages, "string_too_short", { min_length: 2 }), "2 at least, {max_length}");
  t.equal(ownMessage(messages, "string_type"), "No");
  t.equal(ownMessage(messages, "value_error", {}, "Not even"), "Not even");
  t.equal(ownMessage({ missing: "Gone" }, "string_type"), "Expected a string");
  t.equal(ownMessage({ missing: "Gone" }, "constructor", {}, "Said"), "Said");
});
