import t from "tap";
import { message } from "../../dist/compiled/message.js";

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
