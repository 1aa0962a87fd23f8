import { createRequire } from "node:module";
import { CompileError, Instance, Module, type WebAssemblyImports, type WebAssemblyModule } from "./web-assembly.js";

/** What llhttp can do, as far as it is asked for here; pointers and lengths are numbers. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(size: number): number;
  llhttp_alloc(type: number): number;
  llhttp_free(parser: number): void;
  llhttp_execute(parser: number, start: number, length: number): number;
  llhttp_resume(parser: number): void;
  llhttp_resume_after_upgrade(parser: number): void;
  llhttp_get_error_pos(parser: number): number;
  llhttp_get_method(parser: number): number;
  llhttp_get_http_major(parser: number): number;
  llhttp_get_http_minor(parser: number): number;
  llhttp_method_name(method: number): number;
}

/** Told what is found while bytes are parsed. Each returns one of the {@link codes}. Places are addresses in the memory. */
export interface ParserListener {
  began(): number;
  foundTarget(start: number, length: number): number;
  foundName(start: number, length: number): number;
  foundValue(start: number, length: number): number;
  endedHead(isUpgrade: boolean, keepsAlive: boolean): number;
  foundBody(start: number, length: number): number;
  endedMessage(): number;
}

/** llhttp's own numbers, of which any other says that the bytes are no request. */
export const codes = { ok: 0, paused: 21, pausedUpgrade: 22, user: 24 } as const;

const requests = 1;

/** Most that is parsed at once, which is what a socket gives at once. In bytes. */
export const inputSize = 65_536;

/**
 * llhttp, the parser node:http uses, as the WebAssembly that undici ships. Strict, as it is by itself: none of its
 * leniencies is ever asked for.
 */
export class Llhttp {
  /** On an object of our own: that of the module is slow to look things up in. */
  readonly exports: Exports;
  /** Where bytes to parse are put. */
  readonly inputAt: number;
  readonly #methods: readonly string[];
  #input: Uint8Array;
  /** Whose bytes are in it. */
  #copied: Uint8Array | undefined;
  /** Whose bytes are being parsed. Parsing calls nobody but its listener, so there is one at a time. */
  #listener: ParserListener = nobody;

  constructor() {
    const { exports } = new Instance(compile(), { env: this.#callbacks() });
    this.exports = { ...(exports as unknown as Exports) };
    this.inputAt = this.exports.malloc(inputSize);
    this.#input = this.#view();
    this.#methods = Array.from({ length: methodCount }, (_, method) =>
      this.#textAt(this.exports.llhttp_method_name(method)),
    );
  }

  open(): number {
    return this.exports.llhttp_alloc(requests);
  }

  methodOf(parser: number): string {
    return this.#methods[this.exports.llhttp_get_method(parser)] ?? "";
  }

  /**
   * Parses a chunk of at most {@link inputSize} bytes. One that is parsed in several steps is copied once.
   * @returns one of the {@link codes}, or another where the bytes are no request
   */
  execute(parser: number, listener: ParserListener, chunk: Uint8Array, from: number): number {
    if (this.#copied !== chunk) {
      // Gone when the memory has grown.
      if (this.#input.byteLength === 0) this.#input = this.#view();
      this.#input.set(chunk);
      this.#copied = chunk;
    }
    this.#listener = listener;
    return this.exports.llhttp_execute(parser, this.inputAt + from, chunk.length - from);
  }

  #view(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, this.inputAt, inputSize);
  }

  #textAt(address: number): string {
    const bytes = Buffer.from(this.exports.memory.buffer, address, 32);
    return bytes.toString("latin1", 0, bytes.indexOf(0));
  }

  #callbacks(): WebAssemblyImports {
    return {
      wasm_on_message_begin: () => this.#listener.began(),
      wasm_on_status: () => codes.ok,
      wasm_on_url: (_: number, start: number, length: number) => this.#listener.foundTarget(start, length),
      wasm_on_header_field: (_: number, start: number, length: number) => this.#listener.foundName(start, length),
      wasm_on_header_value: (_: number, start: number, length: number) => this.#listener.foundValue(start, length),
      wasm_on_headers_complete: (_: number, __: number, isUpgrade: number, keepsAlive: number) =>
        this.#listener.endedHead(isUpgrade !== 0, keepsAlive !== 0),
      wasm_on_body: (_: number, start: number, length: number) => this.#listener.foundBody(start, length),
      wasm_on_message_complete: () => this.#listener.endedMessage(),
    };
  }
}

/** So many it knows, by numbers from 0. */
const methodCount = 47;

const nobody: ParserListener = {
  began: () => codes.user,
  foundTarget: () => codes.user,
  foundName: () => codes.user,
  foundValue: () => codes.user,
  endedHead: () => codes.user,
  foundBody: () => codes.user,
  endedMessage: () => codes.user,
};

/** undici itself takes the slower one where a machine does not know SIMD. */
function compile(): WebAssemblyModule {
  const require = createRequire(import.meta.url);
  try {
    return new Module(require("undici/lib/llhttp/llhttp_simd-wasm.js"));
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return new Module(require("undici/lib/llhttp/llhttp-wasm.js"));
  }
}
