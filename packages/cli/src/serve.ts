import type { AppLike, Transport } from "@typeway/contract";
import { loadApp } from "./load-app.js";
import { listenProblem } from "./mistake.js";
import type { Address } from "./options.js";

export interface ServeOptions extends Address {
  /** The script that makes the app; absolute. */
  readonly file: string;
  readonly app?: string | undefined;
  readonly rootPath?: string | undefined;
  readonly transport?: Transport | undefined;
  readonly cwd: string;
}

export interface Serving {
  readonly app: AppLike;
  /** Where it really listens: port 0 means any. */
  readonly port: number;
}

/** Loads an app and listens. @throws {Mistake} when it cannot, for a reason the user can remove */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { file, app: name, rootPath, transport, cwd, host, port } = options;
  const app = await loadApp(file, name, cwd);
  try {
    const server = await app.listen({
      host,
      port,
      signals: false,
      uncaughtErrors: true,
      ...(rootPath === undefined ? {} : { rootPath }),
      ...(transport === undefined ? {} : { transport }),
    });
    const address = server.address();
    return { app, port: typeof address === "object" && address !== null ? address.port : port };
  } catch (error) {
    throw listenProblem(error, { host, port });
  }
}
