import t from "tap";
import { databaseOn, openPool } from "../dist/database/connect.js";
import { migrate } from "../dist/database/migrations.js";
import { seed } from "../dist/database/seed.js";

t.test("the database: is migrated and seeded once, however often the shop starts", async (t) => {
  const directory = t.testdir();
  for (const start of ["first", "second"]) {
    const pool = await openPool(undefined, directory);
    const db = databaseOn(pool);
    await migrate(db);
    await seed(db);
    const books = await db.selectFrom("books").select("isbn").execute();
    const orders = await db.selectFrom("orders").select("id").execute();
    t.strictSame([books.length, orders.length], [39, 3], start);
    await pool.end();
  }
});

t.test("the embedded database: lends its one connection to one at a time", async (t) => {
  const pool = await openPool();
  t.teardown(() => pool.end());
  const events: string[] = [];
  const first = await pool.connect();
  const second = pool.connect().then((client) => {
    events.push("second connected");
    client.release();
  });
  await first.query("select 1", []);
  events.push("first released");
  first.release();
  await second;
  t.strictSame(events, ["first released", "second connected"]);
});
