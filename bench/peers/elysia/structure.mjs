import { Elysia } from "elysia";
import { sessions, settings, users } from "#data";
import { Page, Session } from "./models.mjs";

let served = 0;
let numbered = 0;

const readPage = ({ query: { page, size } }) => ({ page: { first: (page - 1) * size, size } });

const teas = new Elysia().resolve(readPage).get("/teas", ({ page }) => page, { query: Page });

const notes = new Elysia()
  .resolve(() => ({ settings }))
  .resolve(async ({ headers, settings: { limit } }) => ({
    session: { name: sessions.get(headers["x-session"]), limit },
  }))
  .resolve(({ session }) => ({ user: { name: session.name } }))
  .resolve(readPage)
  .onBeforeHandle(() => {
    served++;
  })
  .get(
    "/notes",
    ({ user, session, page: { first, size } }) => ({ user: user.name, limit: session.limit, first, size }),
    { query: Page, headers: Session },
  );

/** What Typeway's dependencies make is what `resolve` adds to the context, after the checks. */
export const dependencies = new Elysia().use(teas).use(notes);

export const auth = new Elysia()
  .resolve(({ headers: { authorization }, status, set }) => {
    const user = authorization?.startsWith("Bearer ") === true ? users.get(authorization.slice(7)) : undefined;
    if (user !== undefined) return { user };
    set.headers["www-authenticate"] = "Bearer";
    return status(401, { detail: "Not authenticated" });
  })
  .get("/me", ({ user }) => user);

export const framed = new Elysia()
  .derive(() => ({ started: performance.now() }))
  .onBeforeHandle(({ set }) => {
    set.headers["x-request-number"] = String(++numbered);
  })
  .onBeforeHandle(({ set }) => {
    set.headers["x-frame-options"] = "DENY";
  })
  .onAfterHandle(({ set, started }) => {
    set.headers["server-timing"] = `app;dur=${(performance.now() - started).toFixed(3)}`;
  })
  .get("/framed", () => ({ hello: "world" }));
