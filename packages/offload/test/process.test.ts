import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CONTRACT_VERSION, IN_MEMORY } from "@typeway/contract";
import { offload } from "@typeway/offload";
import t from "tap";
import { double } from "./programs/heavy.js";

const slot = (more: object) => ({ version: CONTRACT_VERSION, module: import.meta.url, names: [], ...more }) as never;

t.test("threads that wait for work keep no process from ending", async (t) => {
  const program = fileURLToPath(new URL("programs/leaving.js", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8", timeout: 60_000 });
  t.strictSame({ status, stdout, stderr }, { status: 0, stdout: "42\n", stderr: "" });
});

t.test("generated code of another release is refused", async (t) => {
  t.throws(() => offload(double, {}, slot({ version: 0 })), { code: "TYPEWAY_CONTRACT_VERSION" });
});

t.test("a module without that function, or that does not load, is named", async (t) => {
  const heavy = new URL("programs/heavy.js", import.meta.url).href;
  await using none = offload(double, { threads: 1 }, slot({ module: heavy, names: ["triple"] }));
  await t.rejects(none(1), { code: "TYPEWAY_OFFLOAD", message: /heavy\.js exports no function 'triple'/ });
  await using data = offload(double, { threads: 1 }, slot({ module: "data:text/javascript,throw 1", names: ["x"] }));
  await t.rejects(data(1), { code: "TYPEWAY_OFFLOAD", message: /its module cannot be loaded there: 1/ });
});

t.test("a module that is no file runs in this thread, and a warning says so", async (t) => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const missing = new URL("programs/nowhere.js", import.meta.url).href;
  const later = offload(double, {}, slot({ module: missing, names: ["double"] }));
  t.equal(await later(2), 4);
  t.match(await warned, { name: "OffloadWarning", message: /'double' runs in the main thread/ });
});

t.test("a module that is newer in memory than on the disk runs in this thread", async (t) => {
  t.teardown(() => Reflect.deleteProperty(globalThis, IN_MEMORY));
  const heavy = new URL("programs/heavy.js", import.meta.url).href;
  Object.defineProperty(globalThis, IN_MEMORY, { value: (url: string) => url === heavy, configurable: true });
  const seen: number[] = [];
  const here = (n: number): void => void seen.push(n);
  await offload(here, {}, slot({ module: heavy, names: ["here"] }))(3);
  t.strictSame(seen, [3]);
});

t.test("calls above the queue's limit are refused", async (t) => {
  await using later = offload(
    double,
    { threads: 1, queue: 0 },
    slot({ module: new URL("programs/heavy.js", import.meta.url).href, names: ["double"] }),
  );
  const outcomes = await Promise.allSettled([later(1), later(2), later(3)]);
  t.ok(outcomes.some(({ status }) => status === "rejected"));
  t.equal(await later(4), 8);
});
