import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { App } from "typeway";

/** What came back, as far as security is concerned. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
  /** Every `WWW-Authenticate`, in order. */
  readonly challenges: readonly string[];
}

/** Sends headers as they are, duplicates included. */
export type Ask = (path: string, headers?: readonly string[], method?: string) => Promise<Answered>;

/** Serves an application on a socket of this machine. */
export async function serve(app: App): Promise<Ask> {
  const server = await app.listen({ port: 0, host: "127.0.0.1", signals: false });
  const { port } = server.address() as AddressInfo;
  return async (path, headers = [], method = "GET") => {
    const sent = request({ port, path, method, agent: false, headers: ["Host", `127.0.0.1:${port}`, ...headers] });
    sent.end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    const content = await text(answer);
    const challenges = answer.rawHeaders.filter((_, i, all) => all[i - 1]?.toLowerCase() === "www-authenticate");
    return { status: answer.statusCode ?? 0, body: content === "" ? undefined : JSON.parse(content), challenges };
  };
}

/** The answer to a request without a usable credential. */
export const refusedWith = (...challenges: readonly string[]): Answered => ({
  status: 401,
  body: { detail: "Not authenticated" },
  challenges,
});

export const answeredWith = (body: unknown): Answered => ({ status: 200, body, challenges: [] });

export const basic = (text: string | Uint8Array): string => `Basic ${Buffer.from(text).toString("base64")}`;
