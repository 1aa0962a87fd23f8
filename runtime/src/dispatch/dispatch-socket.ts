import { WebSocketClosed } from "@typeway/contract";
import type { App } from "../app.js";
import { serveSocket } from "../core.js";
import { invoke } from "../dependencies/invoke.js";
import { type Following, handlerArguments, resolve } from "../dependencies/resolve.js";
import { HttpError } from "../errors/http-error.js";
import { unreadable } from "../errors/unreadable.js";
import { ValidationError } from "../errors/validation-error.js";
import { WebSocketError } from "../errors/web-socket-error.js";
import type { Middleware } from "../middleware/middleware.js";
import { surround } from "../middleware/surround.js";
import type { Mount } from "../routing/mount.js";
import type { Route } from "../routing/route.js";
import { checkOrigin, checkVersion } from "../sockets/handshake-rules.js";
import type { SocketRun } from "../sockets/socket-run.js";
import { tellRoute } from "./1-match.js";
import { readTexts } from "./2-texts.js";
import { admit } from "./3-admit.js";
import { decode } from "./5-decode.js";
import { closeFunctionScope } from "./6-close-function.js";
import { conclude } from "./7-conclude.js";
import { fail, unwind } from "./fail.js";

/**
 * A socket from its request to the last clean-up.
 *
 *     match → version, origin → texts → credentials and dependencies that authenticate → decode → the other dependencies
 *       → handler → function scope → close → tasks, request scope
 *
 * For as long as it is not open, an error is answered as everywhere; after that it is closed with a code.
 */
export function dispatchSocket(run: SocketRun): void {
  run.core.activity.begin();
  try {
    const found = match(run);
    const chain = found.kind === "route" ? found.route.middleware : found.mount.middleware;
    within(run, chain, () => proceed(run, found));
  } catch (error) {
    within(run, run.core.table.middleware, () => fail(run, error));
  }
}

/** Middleware sees a socket until it is closed, and the answer by which it is refused. */
function within(run: SocketRun, chain: readonly Middleware[] | undefined, serve: () => void): void {
  if (chain === undefined) serve();
  else surround(run, chain, serve, 101);
}

function proceed(run: SocketRun, found: Found): void {
  if (found.kind === "route") {
    void serve(run, found.route);
    return;
  }
  const { app, mount, target } = found;
  run.exchange.proxies ??= run.core.proxies;
  // The other application counts the socket among its own.
  app[serveSocket](run.handshake, run.server, target, run.rootPath + mount.prefix, run.observer, run.exchange);
  run.core.activity.end();
}

type Found =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "mount"; readonly app: App; readonly mount: Mount<App>; readonly target: string };

/** @throws {HttpError} 404; 426 where only HTTP is spoken */
function match(run: SocketRun): Found {
  const { path } = run;
  const { sockets, matcher, mounts } = run.core.table;
  try {
    const found = sockets.find("WS", path);
    if (found !== undefined) {
      run.route = found.route;
      run.pathValues = found.values;
      if (run.trace !== undefined) tellRoute(run, run.trace, found.route);
      return found;
    }
    if (matcher.methods(path).size > 0)
      throw new HttpError(426, "This is no WebSocket", { headers: { upgrade: "HTTP/1.1" } });
    return under(mounts, run, path);
  } catch (error) {
    if (error instanceof URIError) throw unreadable("bad_percent_encoding", ["path"], path, error);
    throw error;
  }
}

/** Only applications take sockets under a mount. @throws {HttpError} 404 */
function under(mounts: readonly Mount<App>[], run: SocketRun, path: string): Found {
  for (const mount of mounts) {
    const rest = mount.strip(path);
    if (rest === undefined) continue;
    const { target } = mount;
    if (target.kind !== "app") break;
    return { kind: "mount", app: target.app, mount, target: rest + run.target.slice(path.length) };
  }
  throw new HttpError(404);
}

async function serve(run: SocketRun, route: Route): Promise<void> {
  try {
    const { rawHeaders } = run.exchange;
    checkVersion(rawHeaders);
    checkOrigin(rawHeaders, run.origin.host, route.webSocketOrigins);
    const { plan } = route;
    readTexts(run, plan);
    const { early, steps } = plan;
    if (early !== undefined) await followed((following) => admit(run, route, early, following));
    const refusal = decode(run, plan);
    if (refusal !== undefined) throw refusal.toError();
    await followed((following) => resolve(run, route, early?.steps ?? 0, steps.length, following));
    const args = handlerArguments(run, plan);
    const { trace } = run;
    const { handler } = route;
    await (trace === undefined
      ? invoke(handler, args)
      : trace.step("handler", route.name, () => invoke(handler, args)));
    const failure = await closeFunctionScope(run);
    if (failure !== undefined) throw failure.error;
    await run.session.complete();
  } catch (error) {
    await endWith(run, error);
    return;
  }
  conclude(run, undefined);
  run.exchange.finish?.();
}

/** Resolves when what is begun is done; rejects with what it fails with, or throws at once. */
const followed = (begin: (following: Following) => void): Promise<void> =>
  new Promise((resolve, reject) => begin({ proceed: () => resolve(), fail: (_, error) => reject(error) }));

async function endWith(run: SocketRun, error: unknown): Promise<void> {
  if (!run.exchange.sent && !hasLeft(run, error)) {
    fail(run, error);
    return;
  }
  const failure = await unwind(run, { error });
  if (!hasLeft(run, failure.error)) {
    const closing = closingOf(failure.error);
    if (closing === undefined) {
      run.log("error", "A WebSocket's handler failed.", { error: failure.error });
      run.observer?.unexpected(failure.error);
    }
    await run.session.close(closing?.code ?? 1011, closing?.reason ?? "");
  }
  run.core.activity.end();
  run.exchange.finish?.();
}

/** Nobody is there any more, and that is all that is wrong. */
const hasLeft = (run: SocketRun, error: unknown): boolean => error instanceof WebSocketClosed && run.session.isClosed;

/**
 * How an open socket is closed by an error; `undefined` when nobody expected it.
 * @see RFC 6455 §7.4.1
 */
function closingOf(error: unknown): { readonly code: number; readonly reason: string } | undefined {
  if (error instanceof WebSocketError) return error;
  if (error instanceof ValidationError) return { code: error.status === 400 ? 1007 : 1008, reason: error.message };
  if (error instanceof HttpError) return { code: error.status < 500 ? 1008 : 1011, reason: error.message };
  return undefined;
}
