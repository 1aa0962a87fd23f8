import t from "tap";
import { TypewayError } from "typeway";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";
import { readSettings, settings } from "../dist/settings.js";

const read = (env: Record<string, string>) => readSettings({ env, envFile: [] });

t.test("settings: defaults stand in for what is not set", async (t) => {
  t.strictSame(read({ SHOP_API_KEY: "tea" }), {
    name: "Tea shop",
    currencies: ["EUR"],
    apiKey: "tea",
    store: { host: "localhost", poolSize: 5 },
  });
});

t.test("settings: names are nested by two underscores, lists have commas", async (t) => {
  const env = { SHOP_API_KEY: "tea", SHOP_CURRENCIES: "GBP,SEK", SHOP_STORE__POOL_SIZE: "9" };
  t.match(read(env), { currencies: ["GBP", "SEK"], store: { poolSize: 9 } });
});

t.test("settings: every wrong one is named", async (t) => {
  try {
    read({ SHOP_CURRENCIES: "EUR,USD", SHOP_STORE__POOL_SIZE: "0" });
    t.fail("nothing of this is right");
  } catch (error) {
    t.ok(error instanceof TypewayError);
    t.strictSame(String(error).split("\n").slice(1), [
      "  SHOP_CURRENCIES, item 2: Expected 'EUR', 'GBP' or 'SEK', but it is \"USD\" (environment)",
      "  SHOP_API_KEY: a value is required (not set)",
      '  SHOP_STORE__POOL_SIZE: Expected 1 or more, but it is "0" (environment)',
    ]);
  }
});

t.test("settings: a test brings its own", async (t) => {
  process.env["SHOP_API_KEY"] = "tea";
  t.teardown(() => delete process.env["SHOP_API_KEY"]);
  app.override(settings, () => ({ ...read({ SHOP_API_KEY: "tea" }), name: "Test shop" }));
  await using client = new TestClient(app);
  t.strictSame((await client.get("/about")).json(), { name: "Test shop", currencies: ["EUR"] });
});
