import type { Observer } from "@typeway/contract";
import { directOrigin, type Exchange } from "../exchange/exchange.js";
import type { Proxies } from "../exchange/proxies.js";
import type { Handshake } from "../sockets/handshake.js";
import { FollowedExchange } from "./followed-exchange.js";
import type { ArrivedRequest, Telemetry } from "./telemetry.js";
import { TraceObserver } from "./trace-observer.js";

/** A request and who follows it. */
export interface Arrival {
  readonly telemetry: Telemetry;
  readonly proxies: Proxies | undefined;
  readonly observer: Observer | undefined;
}

/** Serves a request with a trace around it, unless nobody is interested. */
export function follow(
  { telemetry, proxies, observer }: Arrival,
  exchange: Exchange,
  serve: (exchange: Exchange, observer: Observer | undefined) => void,
): void {
  const trace = telemetry.begin(arrived("http", exchange, proxies));
  if (trace === undefined) serve(exchange, observer);
  else trace.within(() => serve(new FollowedExchange(exchange, trace), new TraceObserver(trace, observer)));
}

/** Of a socket the trace lasts until it has closed. */
export function followSocket(
  { telemetry, proxies, observer }: Arrival,
  handshake: Handshake,
  serve: (observer: Observer | undefined) => void,
): void {
  const trace = telemetry.begin(arrived("websocket", handshake, proxies));
  if (trace === undefined) {
    serve(observer);
    return;
  }
  const followed = new TraceObserver(trace, observer);
  handshake.socket.once("close", () => trace.end(followed.isAccepted ? 101 : handshake.status));
  trace.within(() => serve(followed));
}

const arrived = (kind: ArrivedRequest["kind"], exchange: Exchange, proxies: Proxies | undefined): ArrivedRequest => ({
  kind,
  method: exchange.method,
  target: exchange.target,
  rawHeaders: exchange.rawHeaders,
  origin: proxies === undefined ? directOrigin(exchange) : proxies.originOf(exchange),
  peer: exchange.client,
  httpVersion: exchange.httpVersion,
});
