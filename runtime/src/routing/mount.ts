import type { RequestListener } from "node:http";
import { isApp } from "@typeway/contract";
import type { Middleware } from "../middleware/middleware.js";

export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** What stands under a mounted prefix. `A` is the application's class, which this file need not know. */
export type Mounted<A> =
  | { readonly kind: "app"; readonly app: A }
  | { readonly kind: "node"; readonly listener: RequestListener }
  | { readonly kind: "fetch"; readonly handler: FetchHandler };

/** Tells a node:http listener (two parameters or more) from a fetch handler. */
export function mounted<A extends object>(other: A | RequestListener | FetchHandler): Mounted<A> {
  if (isApp(other)) return { kind: "app", app: other };
  if (isListener(other)) return { kind: "node", listener: other };
  if (isFetchHandler(other)) return { kind: "fetch", handler: other };
  throw new TypeError("mount takes an application, a node:http request listener or a fetch handler.");
}

const isListener = (other: unknown): other is RequestListener => typeof other === "function" && other.length >= 2;
const isFetchHandler = (other: unknown): other is FetchHandler => typeof other === "function";

/** The decoded segments of a mounted prefix, compared before the routes of what is mounted see the rest. */
export class Mount<A> {
  readonly prefix: string;
  readonly target: Mounted<A>;
  /** The outermost first; `undefined` when there is none. */
  readonly middleware: readonly Middleware[] | undefined;
  readonly #segments: readonly string[];

  constructor(prefix: string, target: Mounted<A>, middleware: readonly Middleware[] | undefined) {
    this.prefix = prefix;
    this.target = target;
    this.middleware = middleware;
    this.#segments = prefix === "" ? [] : prefix.slice(1).split("/").map(decodeURIComponent);
  }

  /**
   * @param path as sent
   * @returns what is left of it, starting with `/`; `undefined` when it is not under this mount
   */
  strip(path: string): string | undefined {
    const parts = path.slice(1).split("/");
    if (parts.length < this.#segments.length) return undefined;
    if (!this.#segments.every((segment, index) => decodeURIComponent(parts[index] ?? "") === segment)) return undefined;
    return `/${parts.slice(this.#segments.length).join("/")}`;
  }
}
