/** As far as it is needed here; TypeScript declares it for browsers alone. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Instance: new (
    module: WebAssemblyModule,
    imports: Readonly<Record<string, WebAssemblyImports>>,
  ) => { readonly exports: object };
  readonly CompileError: new () => Error;
}

export type WebAssemblyModule = object;
export type WebAssemblyImports = Readonly<Record<string, (...args: number[]) => number>>;

export const { Module, Instance, CompileError } = (globalThis as unknown as { readonly WebAssembly: WebAssembly })
  .WebAssembly;
