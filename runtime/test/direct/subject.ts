/** An application that writes down every request that reaches it, by the connection that it came over. */
import { App, type Context, stream, type WebSocket } from "@typeway/runtime";
import { runOf } from "../../dist/context.js";
import { anything, body, context, endpoint, int, path, query } from "../endpoint.js";

/** What an application was told of a request. */
export interface Seen {
  readonly route: string;
  readonly method: string;
  readonly target: string;
  readonly version: string | undefined;
  readonly headers: readonly string[];
  /** As Latin-1; `undefined` while it is being read, or for good when it never came. */
  body?: string;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"] as const;

export class Subject {
  readonly app: App;
  readonly #seenByPort = new Map<number, Seen[]>();

  /** @param sockets whether it has a WebSocket as well */
  constructor(sockets: boolean) {
    const app = new App({ log: () => undefined, bodyLimit: 4_096 });
    this.app = app;
    const at = (route: string) => (context: Context) => this.#write(route, context);
    const echo = async (_rest: string, context: Context) => {
      const seen = at("echo")(context);
      seen.body = latin1(await context.body());
      return [seen.method, seen.target, seen.body];
    };
    const item = (value: unknown, n: number, context: Context) => {
      const seen = at("item")(context);
      seen.body = JSON.stringify(value);
      return { value, n };
    };
    const unread = (context: Context) => at("unread")(context).target;
    const late = async (context: Context) => {
      const seen = at("late")(context);
      await new Promise((resolve) => setImmediate(resolve));
      seen.body = latin1(await context.body());
      return seen.body.length;
    };
    const empty = (context: Context) => void at("empty")(context);
    const streamed = (context: Context) => {
      at("stream")(context);
      return stream(
        (async function* () {
          yield "one ";
          yield "two ";
          await new Promise((resolve) => setImmediate(resolve));
          yield "three";
        })(),
      );
    };
    const boom = (context: Context) => {
      at("boom")(context);
      throw new Error("boom");
    };
    app.route({ methods, path: "/echo/{rest*}" }, echo, endpoint(echo, [path("rest"), context()]));
    app.post("/item", item, endpoint(item, [body("value", anything), query("n", int, { or: 0 }), context()]));
    app.route({ methods, path: "/unread" }, unread, endpoint(unread, [context()]));
    app.route({ methods, path: "/late" }, late, endpoint(late, [context()]));
    app.route({ methods, path: "/empty" }, empty, endpoint(empty, [context()]));
    app.route({ methods, path: "/stream" }, streamed, endpoint(streamed, [context()]));
    app.route({ methods, path: "/boom" }, boom, endpoint(boom, [context()]));
    app.mount("/web", async (request: Request) => new Response(JSON.stringify(await request.text())));
    if (sockets) {
      const talk = async (socket: WebSocket) => {
        const seen = at("socket")(socket.context);
        seen.body = "";
        for await (const message of socket) seen.body += message;
      };
      app.websocket("/socket", talk, endpoint(talk, [context("WebSocket")]));
    }
  }

  /** What came over the connection from a port of the client; forgets it. */
  take(port: number): readonly Seen[] {
    const seen = this.#seenByPort.get(port) ?? [];
    this.#seenByPort.delete(port);
    return seen;
  }

  #write(route: string, context: Context): Seen {
    const { method, target, rawHeaders, httpVersion } = runOf(context).exchange;
    const seen: Seen = { route, method, target, version: httpVersion, headers: withoutUpgrade(rawHeaders) };
    const { port } = context.client;
    const before = this.#seenByPort.get(port);
    if (before === undefined) this.#seenByPort.set(port, [seen]);
    else before.push(seen);
    return seen;
  }
}

/** An upgrade that is ignored has not been asked for: node:http's transport takes the fields away, others may leave them. */
function withoutUpgrade(headers: readonly string[]): string[] {
  const isUpgrade = headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === "upgrade");
  const ofUpgrade = (name: string): boolean => /^(?:connection|upgrade|http2-settings)$/i.test(name);
  return headers.filter((_, index) => !isUpgrade || !ofUpgrade(headers[index - (index % 2)] ?? ""));
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
