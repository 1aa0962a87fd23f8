// Threat 30: comparing a secret takes a time that says nothing about it.
import t from "tap";
import { safeEqual } from "../dist/index.js";

t.test("30 equal secrets are equal, of whatever length and kind", async (t) => {
  t.ok(safeEqual("key", "key"));
  t.ok(safeEqual("пароль", Buffer.from("пароль")));
  t.ok(safeEqual("", ""));
  t.notOk(safeEqual("key", "Key"));
  t.notOk(safeEqual("key", "key "));
  t.notOk(safeEqual("", "key"));
  t.notOk(safeEqual("k".repeat(10_000), "key"));
});

t.test("30 any of several secrets will do, none of none does", async (t) => {
  t.ok(safeEqual("b", ["a", "b", "c"]));
  t.ok(safeEqual("b", ["b", "b"]));
  t.notOk(safeEqual("d", ["a", "b", "c"]));
  t.notOk(safeEqual("", []));
});

t.test("30 every secret is looked at, found or not", async (t) => {
  for (const given of ["first", "last", "neither"]) {
    const seen: string[] = [];
    const keys = ["first", "middle", "last"];
    const watched = new Proxy(keys, {
      get(target, name, receiver) {
        if (/^\d+$/.test(String(name))) seen.push(keys[Number(name)] ?? "");
        return Reflect.get(target, name, receiver);
      },
    });
    t.equal(safeEqual(given, watched), given !== "neither");
    t.strictSame(seen, keys, given);
  }
});

t.test("30 nothing expected is never equal, an empty secret least of all", async (t) => {
  t.notOk(safeEqual("", undefined));
  t.notOk(safeEqual("key", undefined));
});
