// Settings from environment variables and env files, by the generated decoders.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import t from "tap";
import {
  App,
  type Check,
  type Codec,
  type Coded,
  type Default,
  type Depends,
  type Int,
  loadSettings,
  type Minimum,
  type MinLength,
  type Secret,
  TypewayError,
} from "typeway";
import { TestClient } from "typeway/testing";

enum Level {
  debug = "debug",
  info = "info",
}
interface Settings {
  appName: Default<string & MinLength<1>, "Shop">;
  port: Int & Minimum<1>;
  debug: Default<boolean, false>;
  level: Default<Level, Level.info>;
  tags: Default<string[], []>;
  ratio?: number;
  serial: Default<bigint, "1">;
  since?: Date;
  home?: URL;
  apiKey: Secret<string & MinLength<8>>;
  database: { host: string; poolSize: Default<Int, 5> };
  cache?: { host: string; ttl: Default<Int, 60> };
}
class Limits {
  most: Int = 10;
  least: Int = 1;
}

const enough = { PORT: "8080", API_KEY: "12345678", DATABASE__HOST: "db" };

/** What a call of loadSettings refuses. */
function refusalOf(call: () => unknown): TypewayError {
  try {
    call();
  } catch (error) {
    if (error instanceof TypewayError) return error;
    throw error;
  }
  throw new Error("The settings were read.");
}

const messageOf = (call: () => unknown): string => refusalOf(call).message;

const folder = mkdtempSync(path.join(tmpdir(), "settings-"));
t.teardown(() => rmSync(folder, { recursive: true }));
let files = 0;

function envFile(content: string): string {
  const file = path.join(folder, `${++files}.env`);
  writeFileSync(file, content);
  return file;
}

t.test("T1: names in CONSTANT_CASE, nested by two underscores, defaults for what is not set", async (t) => {
  t.strictSame(loadSettings<Settings>({ env: enough }), {
    appName: "Shop",
    port: 8080,
    debug: false,
    level: Level.info,
    tags: [],
    serial: 1n,
    apiKey: "12345678",
    database: { host: "db", poolSize: 5 },
  });
});

t.test("T1: texts become what their types say", async (t) => {
  const env = {
    ...enough,
    APP_NAME: "Café",
    DEBUG: "yes",
    LEVEL: "debug",
    TAGS: "a, b,c d",
    RATIO: "0.5",
    SERIAL: "12345678901234567890",
    SINCE: "2024-05-31T12:00:00Z",
    HOME: "https://example.com/",
    CACHE__HOST: "redis",
  };
  t.strictSame(loadSettings<Settings>({ env }), {
    appName: "Café",
    port: 8080,
    debug: true,
    level: Level.debug,
    tags: ["a", "b", "c d"],
    ratio: 0.5,
    serial: 12345678901234567890n,
    since: new Date("2024-05-31T12:00:00Z"),
    home: new URL("https://example.com/"),
    apiKey: "12345678",
    database: { host: "db", poolSize: 5 },
    cache: { host: "redis", ttl: 60 },
  });
});

t.test("T1: names are compared without regard to case, and the exact one wins", async (t) => {
  const env = { port: "1", Api_Key: "12345678", database__host: "db" };
  t.equal(loadSettings<Settings>({ env }).port, 1);
  t.equal(loadSettings<Settings>({ env: { ...env, PORT: "2" } }).port, 2);
  t.equal(loadSettings<Settings>({ env: { PORT: "2", ...env } }).port, 2);
});

t.test("T1: a prefix is part of every name", async (t) => {
  t.strictSame(loadSettings<{ port: Int }>({ prefix: "SHOP_", env: { SHOP_PORT: "1", PORT: "2" } }), { port: 1 });
});

t.test("T1: a class keeps the values of its initializers", async (t) => {
  const limits = loadSettings<Limits>({ env: { MOST: "20" } });
  t.ok(limits instanceof Limits);
  t.strictSame({ ...limits }, { most: 20, least: 1 });
});

const evenOnly = (value: number): boolean => value % 2 === 0;
const flag: Codec<"on" | "off", { isOn: boolean }> = {
  decode: (wire) => ({ isOn: wire === "on" }),
  encode: ({ isOn }) => (isOn ? "on" : "off"),
};
interface Elaborate {
  even: Check<Int, typeof evenOnly>;
  flag: Coded<typeof flag>;
  ids: ReadonlySet<Int>;
  pair: [string, Int];
  either: Int | "auto";
  key: Uint8Array;
  mail?: { from: string; retry?: { times: Int } };
}

t.test("T1: checks, codecs, sets, tuples, unions, bytes, and objects in objects", async (t) => {
  const env = { EVEN: "2", FLAG: "on", IDS: "1,2,1", PAIR: "a,1", EITHER: "auto", KEY: "AQI=", MAIL__FROM: "me" };
  t.strictSame(loadSettings<Elaborate>({ env }), {
    even: 2,
    flag: { isOn: true },
    ids: new Set([1, 2]),
    pair: ["a", 1],
    either: "auto",
    key: new Uint8Array([1, 2]),
    mail: { from: "me" },
  });
  t.match(loadSettings<Elaborate>({ env: { ...env, MAIL__RETRY__TIMES: "3" } }), {
    mail: { from: "me", retry: { times: 3 } },
  });
  const wrong = { ...env, EVEN: "3", FLAG: "up", PAIR: "a", MAIL__FROM: undefined, MAIL__RETRY__TIMES: "3" };
  t.strictSame(
    messageOf(() => loadSettings<Elaborate>({ env: wrong }))
      .split("\n")
      .slice(1),
    [
      '  EVEN: This value is refused by evenOnly, but it is "3" (environment)',
      "  FLAG: Expected 'on' or 'off', but it is \"up\" (environment)",
      "  PAIR, item 2: a value is required (environment)",
      "  MAIL__FROM: a value is required (not set)",
    ],
  );
});

t.test("T1: all problems at once, each with its variable, reason and source", async (t) => {
  const file = envFile("# where\nDATABASE__POOL_SIZE=many\n\nTAGS=a\n");
  const env = { PORT: "0", DEBUG: "maybe", LEVEL: "loud", RATIO: "", API_KEY: "short", CACHE__TTL: "5" };
  const lines = messageOf(() => loadSettings<Settings>({ env, envFile: file })).split("\n");
  t.strictSame(lines, [
    "TYPEWAY_SETTINGS: 8 settings are wrong.",
    '  PORT: Expected 1 or more, but it is "0" (environment)',
    '  DEBUG: Expected true or false, but it is "maybe" (environment)',
    "  LEVEL: Expected 'debug' or 'info', but it is \"loud\" (environment)",
    "  RATIO: Expected a number, but it is empty (environment)",
    "  API_KEY: Expected at least 8 characters (environment)",
    "  DATABASE__HOST: a value is required (not set)",
    `  DATABASE__POOL_SIZE: Expected an integer, written in digits only, but it is "many" (${file}:2)`,
    "  CACHE__HOST: a value is required (not set)",
  ]);
});

t.test("T1: an item of a list is named by its position", async (t) => {
  t.equal(
    messageOf(() => loadSettings<{ ports: Int[] }>({ env: { PORTS: "1,x" } })),
    'TYPEWAY_SETTINGS: A setting is wrong.\n  PORTS, item 2: Expected an integer, written in digits only, but it is "x" (environment)',
  );
});

t.test("T1: secrets are printed nowhere, nor what looks like one", async (t) => {
  interface Secrets {
    pin: Secret<Int>;
    apiToken: Int;
    store: Int;
    vault: Secret<{ code: Int }>;
  }
  const env = { PIN: "hunter1", API_TOKEN: "hunter2", STORE: "redis://user:hunter3@host", VAULT__CODE: "hunter4" };
  const error = refusalOf(() => loadSettings<Secrets>({ env }));
  t.equal(
    error.message,
    [
      "TYPEWAY_SETTINGS: 4 settings are wrong.",
      ...["PIN", "API_TOKEN", "STORE", "VAULT__CODE"].map(
        (name) => `  ${name}: Expected an integer, written in digits only (environment)`,
      ),
    ].join("\n"),
  );
  t.notMatch(inspect(error, { depth: 9 }), /hunter/);
});

t.test("T2: the environment wins over a file, a later file over an earlier, given values over all", async (t) => {
  const [first, second] = [envFile("A=1\nB=1\nC=1\nD=1"), envFile('B=2\nC="2"\nexport D=2')];
  type Four = { a: Int; b: Int; c: Int; d: Int };
  const options = { envFile: [first, second], env: { C: "3", D: "3" }, values: { d: 4 } };
  t.strictSame(loadSettings<Four>(options), { a: 1, b: 2, c: 3, d: 4 });
  const wrong = messageOf(() => loadSettings<Four>({ ...options, values: { d: 0.5 } }));
  t.match(wrong, 'D: Expected an integer, written in digits only, but it is "0.5" (values)');
});

t.test("T2: values may be of any type that settings have", async (t) => {
  const values: Partial<Settings> = {
    tags: ["a,b", "c"],
    since: new Date(0),
    home: new URL("https://example.com/"),
    serial: 2n,
    database: { host: "here", poolSize: 1 },
    cache: { host: "there", ttl: 2 },
  };
  t.match(loadSettings<Settings>({ env: enough, values }), values);
});

t.test("T2: a file that does not exist says nothing; one that is a folder is a problem", async (t) => {
  t.strictSame(loadSettings<{ port: Int }>({ envFile: "/nowhere/.env", env: { PORT: "1" } }), { port: 1 });
  t.match(
    messageOf(() => loadSettings<{ port: Int }>({ envFile: folder, env: {} })),
    `${folder}: it is a folder (envFile)\n  PORT: a value is required (not set)`,
  );
});

t.test("T2: a name of a file that nearly is the one of a setting is pointed at", async (t) => {
  const file = envFile("PROT=1\nPATH_OF_ANOTHER=2\n");
  t.equal(
    messageOf(() => loadSettings<{ port: Int }>({ envFile: file, env: {} })),
    `TYPEWAY_SETTINGS: A setting is wrong.\n  PORT: a value is required (not set)\n  ${file}:1 sets PROT, which nothing reads. Is it meant to be PORT?`,
  );
});

t.test("T2: of an optional setting, that is a warning", async (t) => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  t.strictSame(loadSettings<{ port?: Int }>({ envFile: envFile("PROT=1"), env: {} }), {});
  t.match(await warned, { name: "SettingsWarning", message: "Is it meant to be PORT?" });
});

let loads = 0;
function settings(): { port: Int } {
  loads++;
  return loadSettings<{ port: Int }>({ env: { PORT: "8080" } });
}

t.test("T3: settings are a dependency of the application, read once and replaced in tests", async (t) => {
  const app = new App();
  app.get("/port", (found: Depends<typeof settings, { scope: "app" }>): number => found.port);
  {
    await using client = new TestClient(app);
    t.equal((await client.get("/port")).json(), 8080);
    t.equal((await client.get("/port")).json(), 8080);
    t.equal(loads, 1);
  }
  app.override(settings, () => ({ port: 1 }));
  await using client = new TestClient(app);
  t.equal((await client.get("/port")).json(), 1);
});

t.test("settings: a wrong one ends the process with code 1 and the message alone", (t) => {
  const run = spawnSync(process.execPath, [fileURLToPath(new URL("programs/settings.js", import.meta.url))], {
    encoding: "utf8",
    env: { PORT: "http" },
  });
  t.equal(run.status, 1);
  t.equal(run.stdout, "");
  t.equal(
    run.stderr,
    'TYPEWAY_SETTINGS: A setting is wrong.\n  PORT: Expected an integer, written in digits only, but it is "http" (environment)\n',
  );
  t.end();
});
