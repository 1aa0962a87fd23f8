import type { IncomingMessage, ServerResponse } from "node:http";
import { inheritDefaults, LeanRequest } from "../exchange/lean-request.js";
import { LeanResponse } from "../exchange/lean-response.js";

export interface Messages {
  readonly IncomingMessage?: typeof IncomingMessage;
  readonly ServerResponse?: typeof ServerResponse;
}

/**
 * What a server of ours makes of requests and responses. The lean ones leave out and take over parts of node:http, which
 * were read and are tested in these versions of it; elsewhere its own do, at its own price.
 */
export const messagesOf = ({ node = "", bun, deno }: NodeJS.ProcessVersions): Messages => {
  const isKnown = /^(?:20|22|24)\./.test(node) && bun === undefined && deno === undefined;
  if (!isKnown || !inheritDefaults()) return {};
  // It is one by what it inherits, which no type can say of a class that does not run the other's constructor.
  return { IncomingMessage: LeanRequest as unknown as typeof IncomingMessage, ServerResponse: LeanResponse };
};
