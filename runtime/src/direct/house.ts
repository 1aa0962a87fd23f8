import type { UpgradeListener } from "@typeway/contract";
import type { HeadEnds } from "../exchange/head-text.js";
import type { NodeTransport } from "../exchange/node-exchange.js";
import type { ErrorFormat } from "../options.js";
import type { Connection } from "./connection.js";
import type { DirectExchange } from "./direct-exchange.js";
import type { Llhttp } from "./llhttp.js";

/** What the connections of one server share. */
export interface House {
  readonly llhttp: Llhttp;
  readonly transport: NodeTransport;
  readonly headEnds: HeadEnds;
  /** In milliseconds; as precise as timeouts need it, and free. */
  readonly clock: { readonly time: number };
  readonly keepAliveTimeout: number;
  readonly errorFormat: ErrorFormat;
  readonly serve: (exchange: DirectExchange) => void;
  readonly upgrade: UpgradeListener | undefined;
  /** It is closed, or speaks another protocol from now on. */
  readonly forget: (connection: Connection) => void;
}
