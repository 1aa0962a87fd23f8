import { createHash, randomBytes } from "node:crypto";
import { type Context, type Middleware, TypewayError } from "@typeway/runtime";
import {
  readSignedValue,
  type SessionCookie,
  type SessionCookieOptions,
  sessionCookie,
  signedValue,
} from "./session-cookie.js";
import type { SessionStore } from "./session-store.js";
import { vary } from "./vary.js";

export interface SessionOptions extends SessionCookieOptions {
  /** @default none: the data is in the cookie, signed but readable, up to about 4 KB */
  readonly store?: SessionStore;
}

/** What is remembered of one visitor. */
export interface Session<Data extends object> {
  /** Any JSON; what is changed in it, or put in its place, is kept. */
  data: Partial<Data>;
  /** The visitor brought none, or one that is no longer good. */
  readonly isNew: boolean;
  /** Begins anew with the same data: call it when somebody logs in, so that nobody knows the session from before. */
  renew(): void;
  /** Forgets everything, for logging out. */
  clear(): void;
}

/** A middleware, and the way to the session of a request it has seen. */
export type Sessions<Data extends object> = Middleware & {
  /** @throws {TypewayError} where the middleware does not run */
  of(context: Context): Session<Data>;
};

/**
 * Remembers visitors by a signed cookie.
 *
 * ```ts
 * const visitors = sessions<{ userId: number }>({ keys: [secret] });
 * app.use(visitors);
 * visitors.of(context).data.userId = 7;
 * ```
 * @throws {TypewayError} for options with which a session would not be safe
 */
export function sessions<Data extends object = Record<string, unknown>>(options: SessionOptions): Sessions<Data> {
  const cookie = sessionCookie(options);
  const { store } = options;
  const open = new WeakMap<Context, OpenSession<Data>>();
  const middleware: Middleware = async (context, next) => {
    const sent = context.cookies.get(cookie.cookie);
    const session = await load<Data>(sent === undefined ? undefined : readSignedValue(cookie, sent), store);
    open.set(context, session);
    await next();
    if (session.isUsed) vary(context.response.headers, "Cookie");
    await save(context, session, cookie, store);
  };
  const of = (context: Context): Session<Data> => {
    const session = open.get(context);
    if (session === undefined) throw new TypewayError("TYPEWAY_SESSION_MISSING", undefined);
    session.isUsed = true;
    return session;
  };
  return Object.assign(middleware, { of });
}

class OpenSession<Data extends object> implements Session<Data> {
  data: Partial<Data>;
  isUsed = false;
  /** In seconds since 1970. */
  begun: number;
  /** What the store knows it by; empty when it knows it not. */
  id: string;
  /** The name it had before. */
  formerId = "";
  /** The cookie has to be written, whatever the data. */
  isStale: boolean;
  /** With its next cookie, so that this one lives for all of `maxAge` however long the handler took. */
  beginsNow: boolean;
  readonly isNew: boolean;
  readonly before: string;

  constructor(found: Found | undefined) {
    this.isNew = found === undefined;
    this.beginsNow = this.isNew;
    this.before = found?.data ?? "{}";
    this.data = JSON.parse(this.before);
    this.begun = found?.begun ?? now();
    this.id = found?.id ?? "";
    this.isStale = found?.isCurrent === false;
  }

  renew(): void {
    this.beginsNow = true;
    if (this.formerId === "") this.formerId = this.id;
    this.id = "";
    this.isStale = true;
  }

  clear(): void {
    this.data = {};
  }
}

interface Found {
  readonly data: string;
  readonly begun: number;
  readonly id: string;
  readonly isCurrent: boolean;
}

async function load<Data extends object>(
  signed: ReturnType<typeof readSignedValue>,
  store: SessionStore | undefined,
): Promise<OpenSession<Data>> {
  if (signed === undefined) return new OpenSession<Data>(undefined);
  const { begun, text, isCurrent } = signed;
  if (store === undefined) {
    const data = Buffer.from(text, "base64url").toString();
    return new OpenSession<Data>({ data, begun, isCurrent, id: "" });
  }
  const data = await store.read(hashOf(text));
  return new OpenSession<Data>(data === undefined ? undefined : { data, begun, isCurrent, id: text });
}

async function save(
  context: Context,
  session: OpenSession<object>,
  cookie: SessionCookie,
  store: SessionStore | undefined,
): Promise<void> {
  const data = JSON.stringify(session.data);
  const isGone = data === "{}";
  if (session.formerId !== "") await store?.delete(hashOf(session.formerId));
  if (isGone) {
    if (session.id !== "") await store?.delete(hashOf(session.id));
    if (!session.isNew) context.response.deleteCookie(cookie.cookie, attributesOf(cookie));
    return;
  }
  const isChanged = data !== session.before;
  if (!isChanged && !session.isStale && !cookie.rolling) return;
  // Another request has ended it meanwhile, as logging out does: it stays ended.
  if (session.id !== "" && (await store?.read(hashOf(session.id))) === undefined) return;
  if (cookie.rolling || session.beginsNow) session.begun = now();
  const lifetime = session.begun + cookie.maxAge - now();
  if (store !== undefined) {
    if (session.id === "") session.id = randomBytes(32).toString("base64url");
    await store.write(hashOf(session.id), data, lifetime);
  }
  const text = store === undefined ? Buffer.from(data).toString("base64url") : session.id;
  const value = signedValue(cookie, session.begun, text);
  checkSize(cookie.cookie, value);
  context.response.setCookie(cookie.cookie, value, { ...attributesOf(cookie), maxAge: lifetime });
}

/** Who reads the store cannot take over the sessions in it. */
const hashOf = (id: string): string => createHash("sha256").update(id).digest("base64url");

const now = (): number => Math.floor(Date.now() / 1000);

const attributesOf = ({ secure, sameSite, path, domain }: SessionCookie) => ({
  httpOnly: true,
  secure,
  sameSite,
  path,
  ...(domain !== undefined && { domain }),
});

/** RFC 6265 §6.1: browsers drop what is longer. In bytes, of name and value together. */
const longestCookie = 4096;

/** @throws {TypewayError} */
function checkSize(name: string, value: string): void {
  const size = name.length + encodeURIComponent(value).length;
  if (size > longestCookie) throw new TypewayError("TYPEWAY_SESSION_TOO_LARGE", { size, limit: longestCookie });
}
