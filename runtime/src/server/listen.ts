import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Server as NetServer } from "node:net";
import type { TlsOptions } from "node:tls";
import type { ListenOptions as Address, UpgradeListener } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import { limits } from "../exchange/limits.js";
import type { ErrorFormat } from "../options.js";
import { asksForWebSocket } from "../sockets/handshake-rules.js";
import { answerClientError } from "./client-error.js";
import { ignoreUpgrade } from "./ignore-upgrade.js";
import { inTurn } from "./in-turn.js";
import { messagesOf } from "./messages.js";

export interface ListenOptions extends Address {
  /** How long an idle connection is kept, in milliseconds; must exceed that of a balancer in front. @default 5_000 */
  readonly keepAliveTimeout?: number;
  /** Connections the system keeps waiting. @default 1_024 */
  readonly backlog?: number;
  /** Most connections at once; more are closed. @default unlimited */
  readonly maxConnections?: number;
  /** Serves HTTPS: certificate, key and what else node:tls knows. @default HTTP, for a proxy in front */
  readonly tls?: TlsOptions;
  /** `false`: SIGTERM and SIGINT are left to others. @default true */
  readonly signals?: boolean;
}

export interface Listeners {
  readonly request: RequestListener;
  /** For requests that wait for `100 Continue`. */
  readonly checkContinue: RequestListener;
  /** For WebSockets; absent: their requests are answered as if they did not ask for one. */
  readonly upgrade?: UpgradeListener;
  /** Of answers to what is no request. */
  readonly errorFormat: ErrorFormat;
  /** For errors after the server has started. */
  readonly error: (error: Error) => void;
}

/** `PORT` and `HOST` of the environment stand in for what is not given. */
export function addressOf({ port, host }: Address): { readonly port: number; readonly host: string } {
  const { PORT, HOST } = process.env;
  const chosen = port ?? (PORT === undefined || PORT === "" ? 8000 : Number(PORT));
  if (!Number.isInteger(chosen) || chosen < 0 || chosen > 65_535) {
    const option = port === undefined ? "The environment variable PORT" : "port";
    throw new TypewayError("TYPEWAY_OPTION_INVALID", {
      option,
      reason: `is '${port ?? PORT}', not a port between 0 and 65535`,
    });
  }
  return { port: chosen, host: host ?? (HOST || "127.0.0.1") };
}

/**
 * A node:http server with Typeway's limits, listening.
 * @throws {TypewayError} TYPEWAY_PORT_IN_USE, TYPEWAY_LISTEN
 */
export async function openServer(listeners: Listeners, options: ListenOptions): Promise<Server> {
  const address = addressOf(options);
  const opening = options.tls === undefined ? "connection" : "secureConnection";
  const settings = {
    ...messagesOf(process.versions),
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: options.keepAliveTimeout ?? limits.keepAliveTimeout,
    connectionsCheckingInterval: limits.checkInterval,
    // Said here, so that `node --insecure-http-parser` has no say.
    insecureHTTPParser: false,
    // Checked with the rest of the head, and refused in the shape of all errors.
    requireHostHeader: false,
    noDelay: true,
  };
  const server = withTls(options.tls, (tls) =>
    tls === undefined ? createServer(settings) : createSecureServer({ ...tls, ...settings }),
  );
  // node:http of Node 20 hides the fields above its limit; unlimited, ours sees and refuses them.
  server.maxHeadersCount = 0;
  server
    .on("request", listeners.request)
    .on("checkContinue", listeners.checkContinue)
    .on("clientError", (error, socket) => answerClientError(error, socket, listeners.errorFormat));
  const { upgrade } = listeners;
  // Also where there are no sockets: without a listener node:http forgets what such a client sends afterwards.
  server.on("upgrade", (request, socket, head) => {
    if (upgrade !== undefined && asksForWebSocket(request.rawHeaders))
      inTurn(socket, () => upgrade(request, socket, head));
    else inTurn(socket, () => server.emit(opening, ignoreUpgrade(request, socket, head)));
  });
  await listenAt(server, address, options, listeners.error);
  return server;
}

/** Each can stand for the certificate, that of a key shared beforehand (`pskCallback`) too. */
const bringers = ["cert", "pfx", "SNICallback", "pskCallback"] as const satisfies readonly (keyof TlsOptions)[];

/**
 * What a server needs to make its sockets secure.
 * @throws {TypewayError} TYPEWAY_OPTION_INVALID for a certificate or key that is none, or is missing
 */
export function withTls<S>(options: TlsOptions | undefined, create: (tls: TlsOptions | undefined) => S): S {
  if (options === undefined) return create(undefined);
  // node:tls would listen, and refuse every handshake.
  if (!bringers.some((name) => options[name] !== undefined)) {
    const reason = "has no certificate: give it cert and key, pfx or SNICallback";
    throw new TypewayError("TYPEWAY_OPTION_INVALID", { option: "tls", reason });
  }
  try {
    // A handshake is part of what comes before the first head.
    return create({ handshakeTimeout: limits.headersTimeout, ALPNProtocols: ["http/1.1"], ...options });
  } catch (cause) {
    throw new TypewayError("TYPEWAY_OPTION_INVALID", { option: "tls", reason: reasonOf(cause) }, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return `cannot be used: ${String(cause)}`;
  const isNoPem = "code" in cause && cause.code === "ERR_OSSL_PEM_NO_START_LINE";
  const cure = isNoPem ? "; cert and key are the text of PEM files, not their paths" : "";
  return `cannot be used: ${cause.message}${cure}`;
}

/**
 * @param fail told of errors after the start
 * @throws {TypewayError} TYPEWAY_PORT_IN_USE, TYPEWAY_LISTEN
 */
export function listenAt(
  server: NetServer,
  { port, host }: ReturnType<typeof addressOf>,
  { backlog = limits.backlog, maxConnections }: ListenOptions,
  fail: (error: Error) => void,
): Promise<void> {
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  return new Promise<void>((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => {
      if (cause.code === "EADDRINUSE") reject(new TypewayError("TYPEWAY_PORT_IN_USE", { host, port }, { cause }));
      else reject(new TypewayError("TYPEWAY_LISTEN", { host, port, reason: cause.message }, { cause }));
    };
    server.once("error", refuse);
    server.listen({ port, host, backlog }, () => {
      server.off("error", refuse).on("error", fail);
      resolve();
    });
  });
}
