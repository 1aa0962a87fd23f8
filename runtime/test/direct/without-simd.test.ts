/** The direct transport on a machine whose WebAssembly knows no SIMD. */
import { createRequire } from "node:module";
import { App } from "@typeway/runtime";
import t from "tap";
import { body, endpoint } from "../endpoint.js";
import { exchange } from "../raw-client.js";
import { portOf } from "../transports.js";

type Module = new (bytes: Uint8Array) => object;

const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { Module: Module; readonly CompileError: new (message: string) => Error };
};
const require = createRequire(new URL("../../dist/direct/llhttp.js", import.meta.url));
const simd: Buffer = require("undici/lib/llhttp/llhttp_simd-wasm.js");
const plain: Buffer = require("undici/lib/llhttp/llhttp-wasm.js");

t.test("requests are parsed by the WebAssembly without SIMD where the other does not compile", async (t) => {
  const { Module, CompileError } = WebAssembly;
  const compiled: string[] = [];
  // Before the transport is loaded, which `listen` does.
  WebAssembly.Module = class extends Module {
    constructor(bytes: Uint8Array) {
      if (simd.equals(bytes)) {
        compiled.push("none with SIMD");
        throw new CompileError("Wasm SIMD unsupported");
      }
      super(bytes);
      if (plain.equals(bytes)) compiled.push("one without");
    }
  };
  t.teardown(() => {
    WebAssembly.Module = Module;
  });
  const app = new App();
  const save = (item: unknown) => item;
  app.post("/", save, endpoint(save, [body("item")]));
  const port = portOf(await app.listen({ port: 0, signals: false, transport: "direct" }));
  t.teardown(() => app.close());
  t.strictSame(compiled, ["none with SIMD", "one without"]);
  const long = `X-Long: ${"x".repeat(1_000)}`;
  const json = ["Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close"];
  const lines = ["POST / HTTP/1.1", "Host: shop.test", long, ...json, "", "2", "[1", "2", ",2", "1", "]", "0", "", ""];
  t.match(await exchange(port, ...lines), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\[1,2\]$/s);
  t.match(await exchange(port, "GET / HTTP/1.1", "Host : shop.test", "", ""), /^HTTP\/1\.1 400 /);
});
