import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { TypewayError } from "../errors/typeway-error.js";
import { directOrigin, type Exchange, fieldValues, type Origin } from "./exchange.js";
import { addressOf, type Hop, readForwarded, readForwardedFor } from "./forwarded.js";
import { hostSyntax } from "./request-head.js";

/** Which header fields proxies write: those of RFC 7239, or `X-Forwarded-For`, `-Proto` and `-Host`. */
export type ForwardingHeaders = "x-forwarded" | "forwarded";

type Network = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number];

/** The proxies whose word is taken for where a request comes from. */
export class Proxies {
  readonly #networks: readonly Network[];
  readonly #headers: ForwardingHeaders;

  /**
   * @param trusted addresses (`10.0.0.7`) and networks (`10.0.0.0/8`, `fd00::/8`)
   * @throws {TypewayError} for anything else, and for a network that is the whole internet
   */
  constructor(trusted: unknown, headers: unknown = "x-forwarded") {
    if (!Array.isArray(trusted)) throw invalid("trustProxy", notAList);
    if (headers !== "x-forwarded" && headers !== "forwarded")
      throw invalid("forwardingHeaders", `must be "x-forwarded" or "forwarded"`);
    this.#networks = trusted.map(networkOf);
    this.#headers = headers;
  }

  /**
   * Goes back from the connection as long as the one who speaks is trusted: the client is the right-most address that is
   * not, and nothing that stands left of it is believed.
   */
  originOf(exchange: Exchange): Origin {
    const direct = directOrigin(exchange);
    if (!this.#trusts(direct.client.host)) return direct;
    let { client, scheme, host } = direct;
    for (const hop of this.#hops(exchange)) {
      if (hop.scheme === "http" || hop.scheme === "https") scheme = hop.scheme;
      if (hop.host !== undefined && hop.host !== "" && hostSyntax.test(hop.host)) host = hop.host;
      if (hop.client === undefined) break;
      client = hop.client;
      if (!this.#trusts(client.host)) break;
    }
    return { client, scheme, host };
  }

  #hops({ rawHeaders }: Exchange): Iterable<Hop> {
    return this.#headers === "forwarded"
      ? readForwarded(fieldValues(rawHeaders, "forwarded"))
      : readForwardedFor({
          addresses: fieldValues(rawHeaders, "x-forwarded-for"),
          schemes: fieldValues(rawHeaders, "x-forwarded-proto"),
          hosts: fieldValues(rawHeaders, "x-forwarded-host"),
        });
  }

  #trusts(host: string): boolean {
    const address = addressOf(host);
    if (address === undefined) return false;
    return this.#networks.some(
      ([network, prefix]) => network.kind() === address.kind() && address.match(network, prefix),
    );
  }
}

const notAList =
  'must list the addresses and networks of your proxies, as ["10.0.0.0/8"]: whoever may write forwarding headers ' +
  "decides which address and host a request seems to have";

const invalid = (option: string, reason: string) => new TypewayError("TYPEWAY_OPTION_INVALID", { option, reason });

function networkOf(text: unknown): Network {
  const [address = "", prefix, ...rest] = typeof text === "string" ? text.split("/") : [];
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (family === 0 || address.includes("%") || rest.length > 0 || !(length <= bits))
    throw invalid(
      "trustProxy",
      `has ${JSON.stringify(text)}, which is no IP address and no network such as 10.0.0.0/8`,
    );
  if (length === 0) throw invalid("trustProxy", `has "${String(text)}", which is everybody; ${notAList}`);
  const parsed = ipaddr.parse(address);
  // Sockets that speak both families write IPv4 addresses in this form.
  if (parsed.kind() === "ipv6" && ipaddr.process(address).kind() === "ipv4" && length >= 96)
    return [ipaddr.process(address), length - 96];
  return [parsed, length];
}
