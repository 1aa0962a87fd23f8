import type { AddressInfo } from "node:net";
import type { Test } from "tap";
import type { App } from "typeway";
import { listening } from "../transports.js";

/** An application behind a socket, until the test ends. */
export interface Served {
  readonly port: number;
  /** @returns status and, when it is JSON, the body */
  readonly ask: (path: string, init?: RequestInit) => Promise<readonly [status: number, body: unknown]>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => ReturnType<Served["ask"]>;
}

export async function serve(t: Test, app: App): Promise<Served> {
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  const { port } = server.address() as AddressInfo;
  const ask: Served["ask"] = async (path, init) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return [response.status, isJson ? JSON.parse(text) : text];
  };
  const post: Served["post"] = (path, body, headers = {}) =>
    ask(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  return { port, ask, post };
}

/** The places of the issues of a 422, and their codes. */
export const issuesOf = (body: unknown): unknown =>
  (body as { detail: { type: string; loc: readonly unknown[] }[] }).detail.map(({ type, loc }) => [type, ...loc]);
