import t from "tap";
import { ValidationError } from "typeway";
import { limit, orderSchema, readOrders, writeOrders } from "../dist/main.js";

const due = "2024-05-31T12:00:00Z";
const order = { item: "Tea", count: 2, due: new Date(due), gift: false };

t.test("parseJson: checks, converts, fills defaults in, and drops what is not declared", async (t) => {
  t.strictSame(readOrders(`[{"item":"Tea","count":2,"due":"${due}","secret":1}]`), [order]);
});

t.test("parseJson: names every mistake", async (t) => {
  try {
    readOrders(`[{"item":"Tea","count":0}]`);
    t.fail("the order is wrong");
  } catch (error) {
    t.ok(error instanceof ValidationError);
    t.match(error, { message: "0.count: Expected 1 or more; 0.due: A value is required here" });
  }
});

t.test("toJson: writes what parse reads, and refuses what it would not", async (t) => {
  t.strictSame(readOrders(writeOrders([order])), [order]);
  t.throws(() => writeOrders([{ ...order, count: 0 }]), { message: /'Order\[\]': 0\.count: Expected 1 or more/ });
});

t.test("schemaOf: is complete in itself", async (t) => {
  t.strictSame(orderSchema, {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: {
      item: { type: "string" },
      count: { type: "integer", format: "int64", minimum: 1 },
      due: { type: "string", format: "date-time" },
      gift: { type: "boolean", default: false },
    },
    required: ["item", "count", "due"],
  });
});

t.test("a generic function of one's own: is completed where it is called", async (t) => {
  t.equal(limit(), 10);
  t.teardown(() => delete process.env["ORDER_LIMIT"]);
  process.env["ORDER_LIMIT"] = "20";
  t.equal(limit(), 20);
  process.env["ORDER_LIMIT"] = "0";
  t.throws(limit, { message: "Expected 1 or more" });
});
