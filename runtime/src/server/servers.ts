import type { Server } from "node:net";
import type { DirectExchange } from "../direct/direct-exchange.js";
import { TypewayError } from "../errors/typeway-error.js";
import { limits } from "../exchange/limits.js";
import type { NodeTransport } from "../exchange/node-exchange.js";
import type { LogEntry } from "../log.js";
import { drain, trackConnections } from "./drain.js";
import { type Listeners, type ListenOptions, openServer } from "./listen.js";
import { stopOnSignals } from "./signals.js";
import { stopOnUncaught } from "./uncaught.js";

/** What a server asks of the application behind it. */
export interface Host extends Listeners {
  readonly log: (entry: LogEntry) => void;
  /** Of requests that do not come through node:http. */
  readonly serve: (exchange: DirectExchange) => void;
  readonly transport: NodeTransport;
  /**
   * Stops the application. Both in milliseconds; its own choice where absent.
   * @returns `false` when something was cut
   */
  readonly stop: (limit?: number, delay?: number) => Promise<boolean>;
}

/** A server that listens. */
export interface OpenServer {
  readonly server: Server;
  /**
   * Lets it finish.
   * @param limit in milliseconds
   * @returns `false` when connections had to be cut
   */
  readonly drain: Stop;
}

type Stop = (limit: number) => Promise<boolean>;

/** The servers by which an application listens. */
export class Servers {
  readonly #stops = new Set<Stop>();

  get isEmpty(): boolean {
    return this.#stops.size === 0;
  }

  /** @throws {TypewayError} TYPEWAY_PORT_IN_USE, TYPEWAY_LISTEN */
  async open(host: Host, options: ListenOptions): Promise<Server> {
    const { server, drain } = await open(host, options);
    const uninstall = listenToProcess(host, options);
    const stop: Stop = async (limit) => {
      const complete = await drain(limit);
      uninstall();
      this.#stops.delete(stop);
      return complete;
    };
    this.#stops.add(stop);
    return server;
  }

  /**
   * Lets every server finish.
   * @param limit in milliseconds
   * @returns `false` when connections had to be cut
   */
  async stop(limit: number): Promise<boolean> {
    const results = await Promise.all([...this.#stops].map((stop) => stop(limit)));
    return results.every((complete) => complete);
  }
}

/** @throws {TypewayError} TYPEWAY_OPTION_INVALID, TYPEWAY_PORT_IN_USE, TYPEWAY_LISTEN */
async function open(host: Host, options: ListenOptions): Promise<OpenServer> {
  // Programs that are not type-checked, and configuration.
  const transport: string = options.transport ?? "node";
  if (transport === "direct") {
    // Only now: who does not ask for it does not load it.
    const { openDirectServer } = await import("../direct/direct-server.js");
    return openDirectServer(host, options);
  }
  if (transport !== "node") {
    const reason = `is '${transport}', which is neither 'node' nor 'direct'`;
    throw new TypewayError("TYPEWAY_OPTION_INVALID", { option: "transport", reason });
  }
  const server = await openServer(host, options);
  const connections = trackConnections(server);
  return { server, drain: (limit) => drain(server, connections, limit) };
}

/** @returns stops listening to it */
function listenToProcess(host: Host, { signals = true, uncaughtErrors = signals }: ListenOptions): () => void {
  const { crashDrainTime } = limits;
  const crash = { stop: () => host.stop(crashDrainTime, 0), log: host.log, limit: 2 * crashDrainTime };
  const uninstallers = [
    ...(signals ? [stopOnSignals(() => host.stop())] : []),
    ...(uncaughtErrors ? [stopOnUncaught(crash)] : []),
  ];
  return () => {
    for (const uninstall of uninstallers) uninstall();
  };
}
