import { createHmac } from "node:crypto";
import { memoryStore, type SessionOptions, sessions } from "@typeway/middleware";
import { type Context, HttpError } from "@typeway/runtime";
import fc from "fast-check";
import t from "tap";
import { onBoth, Site, type Visit } from "./site.js";

const [oldKey, newKey] = ["an old key of thirty-two characters", "a new key, also long enough to be good"] as const;

interface Visitor {
  userId: number;
  notes: string[];
}

function shop(options: Partial<SessionOptions> = {}) {
  const visitors = sessions<Visitor>({ keys: [newKey], ...options });
  const show = (context: Context) => {
    const { data, isNew } = visitors.of(context);
    return { data, isNew };
  };
  return new Site()
    .use(visitors)
    .on("GET /", show)
    .on("GET /untouched", () => "untouched")
    .on("POST /login", (context) => {
      const session = visitors.of(context);
      session.renew();
      session.data = { ...session.data, userId: 7 };
    })
    .on("POST /notes", (context) => {
      const { data } = visitors.of(context);
      data.notes = [...(data.notes ?? []), "milk"];
    })
    .on("POST /refused", (context) => {
      visitors.of(context).data.userId = 8;
      throw new HttpError(409);
    })
    .on("POST /fill", (context) => {
      visitors.of(context).data.notes = ["x".repeat(5000)];
    })
    .on("POST /logout", (context) => visitors.of(context).clear());
}

/** A browser, as far as cookies of one name go. */
function browser(visit: Visit, name = "__Host-session") {
  let cookie = "";
  const ask = async (path: string, method = "GET", sent = cookie) => {
    const answer = await visit(path, { method, headers: sent === "" ? {} : { cookie: `${name}=${sent}` } });
    const [set] = answer.headers.getSetCookie();
    const value = set?.match(/^[^=]+=([^;]*)/)?.[1];
    if (value !== undefined) cookie = value;
    const text = await answer.text();
    return {
      status: answer.status,
      body: text === "" ? undefined : JSON.parse(text),
      set,
      vary: answer.headers.get("vary"),
    };
  };
  return { ask, sent: () => cookie };
}

const both: Readonly<Record<string, () => Partial<SessionOptions>>> = {
  "in the cookie": () => ({}),
  "in a store": () => ({ store: memoryStore() }),
};

for (const [where, options] of Object.entries(both))
  onBoth(`K8 sessions ${where}: remember, change and forget`, async (t, serve) => {
    const { ask } = browser(await serve(shop(options())));
    t.match(await ask("/"), { body: { data: {}, isNew: true }, set: undefined, vary: "Cookie" });
    const login = await ask("/login", "POST");
    t.match(login.set, /^__Host-session=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    t.match(await ask("/"), { body: { data: { userId: 7 }, isNew: false }, set: undefined });
    t.match(await ask("/notes", "POST"), { status: 204, set: /^__Host-session=/ });
    t.match(
      await ask("/refused", "POST"),
      { status: 409, set: /^__Host-session=/ },
      "what was kept before an error stays",
    );
    t.match(await ask("/"), { body: { data: { userId: 8, notes: ["milk"] } } });
    t.match(await ask("/untouched"), { set: undefined, vary: null });
    t.match(await ask("/logout", "POST"), {
      set: /^__Host-session=; Max-Age=0; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    });
    t.match(await ask("/"), { body: { data: {}, isNew: true } });
  });

for (const [where, options] of Object.entries(both))
  onBoth(`K8 sessions ${where}: what was tampered with begins anew`, async (t, serve) => {
    const { ask, sent } = browser(await serve(shop(options())));
    await ask("/login", "POST");
    const good = decodeURIComponent(sent());
    const [time = "", text = "", signature = ""] = good.split(".");
    const forged = (value: string, key: string) =>
      `${value}.${createHmac("sha256", key).update(value).digest("base64").replace(/=+$/, "")}`;
    const wrong = [
      "",
      "x",
      "..",
      `${time}.${text}`,
      `${time}.${text}.`,
      `${time}.${text}x.${signature}`,
      `${time}0.${text}.${signature}`,
      `${time}.${text}.${signature.slice(1)}`,
      forged(`${time}.${text}`, newKey),
      forged(`${time}.${text}`, ""),
      forged(`__Host-session=${time}.${text}`, "another key of at least 32 characters"),
    ];
    const seen = [];
    for (const value of wrong) seen.push((await ask("/", "GET", encodeURIComponent(value))).body);
    t.strictSame(
      seen,
      wrong.map(() => ({ data: {}, isNew: true })),
    );
    t.match(await ask("/", "GET", encodeURIComponent(good)), { body: { data: { userId: 7 } } });
  });

t.test("K8 sessions: no change of a cookie makes another session", async (t) => {
  const app = shop();
  t.teardown(() => app.close());
  const { ask, sent } = browser((path, init) => app.fetch(new Request(`https://shop.test${path}`, init)));
  await ask("/login", "POST");
  const good = decodeURIComponent(sent());
  const characters = [..."abcXYZ019-_.+/= "];
  const change = fc.record({
    at: fc.nat({ max: good.length - 1 }),
    remove: fc.nat({ max: 3 }),
    insert: fc.array(fc.constantFrom(...characters), { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, remove, insert }) => {
      const changed = good.slice(0, at) + insert.join("") + good.slice(at + remove);
      fc.pre(changed !== good);
      const { body } = await ask("/", "GET", encodeURIComponent(changed));
      return JSON.stringify(body) === '{"data":{},"isNew":true}';
    }),
    { numRuns: 1000 },
  );
  t.match(await ask("/", "GET", sent()), { body: { data: { userId: 7 } } });
});

onBoth("K8 sessions: a signed value of one cookie is none of another", async (t, serve) => {
  const other = browser(await serve(shop({ cookie: "other" })), "other");
  await other.ask("/login", "POST");
  const { ask } = browser(await serve(shop()));
  t.match(await ask("/", "GET", other.sent()), { body: { data: {}, isNew: true } });
});

onBoth("K8 sessions: keys may be changed without logging anybody out", async (t, serve) => {
  const before = browser(await serve(shop({ keys: [oldKey] })));
  await before.ask("/login", "POST");
  const during = browser(await serve(shop({ keys: [newKey, oldKey] })));
  const seen = await during.ask("/", "GET", before.sent());
  t.match(seen, { body: { data: { userId: 7 } }, set: /^__Host-session=/ }, "signed anew");
  const after = browser(await serve(shop({ keys: [newKey] })));
  t.match(await after.ask("/", "GET", during.sent()), { body: { data: { userId: 7 } }, set: undefined });
  t.match(await after.ask("/", "GET", before.sent()), { body: { data: {}, isNew: true } });
});

for (const [where, options] of Object.entries(both))
  t.test(`K8 sessions ${where}: end after maxAge, from their beginning or from the last answer`, async (t) => {
    let time = Date.parse("2026-11-21T10:00:00Z");
    t.intercept(Date, "now", { value: () => time });
    const pass = (seconds: number) => {
      time += seconds * 1000;
    };
    const of = (rolling: boolean) => {
      const app = shop({ maxAge: 100, rolling, ...options() });
      t.teardown(() => app.close());
      return browser((path, init) => app.fetch(new Request(`https://shop.test${path}`, init)));
    };
    const fixed = of(false);
    await fixed.ask("/login", "POST");
    pass(60);
    t.match(await fixed.ask("/notes", "POST"), { set: /Max-Age=40;/ }, "a change is no new beginning");
    pass(39);
    t.match(await fixed.ask("/"), { body: { isNew: false }, set: undefined });
    pass(1);
    t.match(await fixed.ask("/"), { body: { isNew: true, data: {} } });
    const rolling = of(true);
    await rolling.ask("/login", "POST");
    pass(60);
    t.match(await rolling.ask("/untouched"), { set: /Max-Age=100;/ });
    pass(60);
    t.match(await rolling.ask("/"), { body: { isNew: false } });
    pass(100);
    t.match(await rolling.ask("/"), { body: { isNew: true } });
  });

for (const [where, options] of Object.entries(both))
  t.test(`K8 sessions ${where}: begin when they are written, however long that took`, async (t) => {
    let time = Date.parse("2026-11-21T10:00:00Z");
    t.intercept(Date, "now", { value: () => time });
    const app = shop({ maxAge: 100, ...options() });
    app.use(async (_context, next) => {
      await next();
      time += 3000;
    });
    t.teardown(() => app.close());
    const { ask } = browser((path, init) => app.fetch(new Request(`https://shop.test${path}`, init)));
    t.match(await ask("/login", "POST"), { set: /Max-Age=100;/ });
    t.match(await ask("/login", "POST"), { set: /Max-Age=100;/ }, "a renewed one as well");
    t.match(await ask("/notes", "POST"), { set: /Max-Age=97;/ });
  });

onBoth(
  "K8 sessions: who logs in gets a name that nobody knew before, and the store knows none of them",
  async (t, serve) => {
    const names: string[] = [];
    const kept = memoryStore();
    const store = {
      ...kept,
      write(id: string, data: string, lifetime: number) {
        names.push(id);
        return kept.write(id, data, lifetime);
      },
    };
    const { ask, sent } = browser(await serve(shop({ store })));
    await ask("/notes", "POST");
    const planted = sent();
    await ask("/login", "POST");
    t.match(await ask("/"), { body: { data: { userId: 7, notes: ["milk"] } } });
    t.match(await ask("/", "GET", planted), { body: { data: {}, isNew: true } }, "the former name is worth nothing");
    t.equal(new Set(names).size, 2);
    const id = decodeURIComponent(planted).split(".")[1] ?? "";
    t.notOk(names.includes(id), "only hashes are kept");
  },
);

for (const rolling of [false, true])
  onBoth(
    `K8 sessions: a slow request does not bring back what logging out has ended (rolling: ${rolling})`,
    async (t, serve) => {
      const visitors = sessions<Visitor>({ keys: [newKey], store: memoryStore(), rolling });
      const [begun, ended] = [withResolvers(), withResolvers()];
      const app = new Site()
        .use(visitors)
        .on("GET /", (context) => visitors.of(context).data)
        .on("POST /login", (context) => {
          visitors.of(context).data.userId = 7;
        })
        .on("POST /logout", (context) => visitors.of(context).clear())
        .on("POST /slow", async (context) => {
          const { data } = visitors.of(context);
          begun.resolve();
          await ended.promise;
          if (!rolling) data.notes = ["milk"];
        });
      const visit = await serve(app);
      const login = await visit("/login", { method: "POST" });
      const cookie = (login.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
      const slow = visit("/slow", { method: "POST", headers: { cookie } });
      await begun.promise;
      await visit("/logout", { method: "POST", headers: { cookie } });
      ended.resolve();
      t.equal((await slow).headers.get("set-cookie"), null);
      t.strictSame(await (await visit("/", { headers: { cookie } })).json(), {});
    },
  );

t.test("sessions: the store in memory keeps a bounded number", async (t) => {
  const store = memoryStore({ limit: 2 });
  for (const id of ["a", "b", "a", "c"]) await store.write(id, id, 100);
  t.strictSame([store.read("a"), store.read("b"), store.read("c")], ["a", undefined, "c"]);
});

onBoth("K8 sessions: data that no cookie holds is 500, and the log says why", async (t, serve) => {
  const app = shop();
  const { ask } = browser(await serve(app));
  t.match(await ask("/fill", "POST"), { status: 500, set: undefined });
  t.match(app.logged[0]?.error, { code: "TYPEWAY_SESSION_TOO_LARGE", message: /a cookie holds 4096/ });
  const stored = browser(await serve(shop({ store: memoryStore() })));
  t.match(await stored.ask("/fill", "POST"), { status: 204 });
});

t.test("sessions: where the middleware does not run there is none", async (t) => {
  const visitors = sessions({ keys: [newKey] });
  const app = new Site().on("GET /", (context) => visitors.of(context).data);
  t.equal((await app.fetch(new Request("http://shop.test/"))).status, 500);
  t.match(app.logged[0]?.error, { code: "TYPEWAY_SESSION_MISSING" });
});

t.test("sessions: the attributes of the cookie", async (t) => {
  const setBy = async (options: Partial<SessionOptions>) => {
    const app = shop(options);
    const answer = await app.fetch(new Request("https://shop.test/login", { method: "POST" }));
    return answer.headers.getSetCookie()[0]?.replace(/=[^;]*/, "");
  };
  t.equal(await setBy({ secure: false }), "session; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax");
  t.equal(
    await setBy({ path: "/api", sameSite: "strict", maxAge: 9 }),
    "session; Max-Age=9; Path=/api; HttpOnly; Secure; SameSite=Strict",
  );
  t.equal(
    await setBy({ domain: "shop.test", sameSite: "none", cookie: "__Secure-s" }),
    "__Secure-s; Max-Age=1209600; Domain=shop.test; Path=/; HttpOnly; Secure; SameSite=None",
  );
});

t.test("sessions: what would not be safe is refused at start, and no key is quoted", async (t) => {
  const wrong: readonly (readonly [Partial<SessionOptions>, RegExp])[] = [
    [{ keys: [] }, /sessions\.keys must hold a secret/],
    [{ keys: ["short-secret"] }, /less than 32 characters/],
    [{ keys: [newKey, "short-secret"] }, /less than 32 characters/],
    [{ maxAge: 0 }, /sessions\.maxAge must be a whole number from 1/],
    [{ cookie: "__Host-s", domain: "shop.test" }, /needs `secure`, the path/],
    [{ cookie: "__Host-s", secure: false }, /needs `secure`/],
    [{ cookie: "__Secure-s", secure: false }, /is needed by "__Secure-s"/],
    [{ sameSite: "none", secure: false }, /is needed by sameSite: "none"/],
  ];
  for (const [options, message] of wrong) {
    const make = () => sessions({ keys: [newKey], ...options });
    t.throws(make, { code: "TYPEWAY_OPTION_INVALID", message });
    t.throws(make, { message: /^(?!.*short-secret)/ });
  }
});

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
