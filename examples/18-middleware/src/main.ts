// Lesson 18: middleware.
// A function around each request: what it does before `next()` comes first, and what it does afterwards sees the answer.
import helmet from "helmet";
import { App, type Context, HttpError, type Int, type Middleware, Router, reply } from "typeway";
import { connect, cors } from "typeway/middleware";

declare module "typeway" {
  interface State {
    /** Who asks, as the middleware `identify` has found out. */
    visitor?: string;
  }
}

/** Everything that was answered, for the test to see. */
export const log: string[] = [];

/** Sees every answer, those of errors too. */
const record: Middleware = async ({ method, url, response }, next) => {
  await next();
  log.push(`${method} ${url.pathname} ${response.status}`);
};

/** Leaves something for those inside. What it sets before `next()` goes out with whatever is answered. */
const identify: Middleware = async ({ headers, state, response }, next) => {
  state.visitor = headers.get("x-visitor") ?? "nobody";
  response.headers.set("vary", "x-visitor");
  await next();
};

/** Answers instead of those inside. */
const forStaff: Middleware = async ({ state }, next) => {
  if (state.visitor !== "Ada") return reply(403, { detail: "For staff only" });
  await next();
};

const app = new App({ title: "Middleware", version: "1.0.0", timeout: 10 });

// The first added is outermost. What was written for Express goes through `connect`.
app.use(record, cors({ origins: ["https://teas.example"] }), connect(helmet()), identify);

/** List teas. */
app.get("/teas", () => ["Assam", "Sencha"]);

/** Read a tea. */
app.get("/teas/{teaId}", (teaId: Int): string => {
  throw new HttpError(404, `There is no tea ${teaId}`);
});

const stock = new Router({ prefix: "/stock", middleware: [forStaff] });

/** Who is counting? */
stock.get("/count", ({ state }: Context) => `Counted by ${state.visitor}`);

/** Wait for the signal that says: nobody waits for you any more. */
stock.get("/slow", { timeout: 0.05 }, async ({ signal }: Context): Promise<string> => {
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  return "too late";
});

app.include(stock);

export default app;
