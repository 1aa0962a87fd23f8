import type { Test } from "tap";
import type { Exchange } from "./readme.js";

/** Makes the requests in their order, and compares status and whole body with what the README shows. */
export async function expectAnswers(t: Test, origin: string, exchanges: readonly Exchange[]): Promise<void> {
  for (const { method, path, json, status, answer } of exchanges) {
    const response = await fetch(`${origin}${path}`, {
      method,
      ...(json !== undefined && { body: json, headers: { "content-type": "application/json" } }),
    });
    const body = await response.text();
    t.equal(response.status, status, `${method} ${path}`);
    if (answer !== undefined) t.equal(body, answer);
  }
}
