/** The types of middleware, as assertions the compiler checks: this file is compiled, never run. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type AnswerBody, App, type Middleware, type Next, Router, reply, type State } from "typeway";
import { type ConnectMiddleware, connect } from "typeway/middleware";

declare module "typeway" {
  interface State {
    tenant?: string;
  }
}

const app = new App({ middleware: [(_context, next) => next()], timeout: 10 });
app.use(async ({ state, response }, next) => {
  const tenant: string | undefined = state.tenant;
  state.tenant = tenant ?? "none";
  // @ts-expect-error State does not say so
  state.unknown = 1;
  await next();
  const body: AnswerBody = response.body;
  response.body = typeof body === "string" ? body.trim() : body;
  response.body = ["chunks", new Uint8Array()];
  // @ts-expect-error numbers are no body
  response.body = 1;
});
const named: Middleware = (_context, next: Next): Promise<void> => next();
new Router({ middleware: [named], timeout: false }).use(named, () => reply(204));
app.get("/tenant", { middleware: [named], timeout: 0.5 }, (state: State) => state.tenant ?? "");
// @ts-expect-error what is not called is nothing
app.use(undefined);
// @ts-expect-error written for Express: `connect` takes it
app.use((_request: IncomingMessage, _response: ServerResponse, _next: () => void) => undefined);

// What is written for node:http, and what asks for objects that only Express makes.
interface ExpressRequest extends IncomingMessage {
  readonly params: Readonly<Record<string, string>>;
}
interface ExpressNext {
  (error?: unknown): void;
  (skip: "router"): void;
}
const express = (request: ExpressRequest, _response: ServerResponse, next: ExpressNext): void => next(request.params);
app.use(connect(express));
connect((request, response, next) => {
  const method: string | undefined = request.method;
  response.setHeader("x-method", method ?? "");
  next(new Error("no"));
});
const adapted: ConnectMiddleware = (_request, response) => void response.end();
app.get("/adapted", { middleware: [connect(adapted, adapted)] }, () => 1);
// @ts-expect-error a request is no text
connect((request: string) => request);
