/**
 * The rows of the wire's table as tests: one type in every place, in and out, through a real socket. A file declares
 * the handlers of its types and, beside them, what is sent, what arrives, what leaves and what is refused.
 */
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import t, { type Test } from "tap";
import { App, type LogEntry, TypewayError } from "typeway";
import { onEach, portFor } from "../transports.js";
import type { Wrong } from "./wrong.js";

export type Place = "path" | "query" | "header" | "cookie";

/** In a text place a list of texts is sent as that many occurrences of the name. */
type Sent = string | readonly string[];

/** What is sent, what the handler gets, and as what it leaves again; without the last it leaves as JSON of the sent value. */
type Good = readonly [sent: Sent, value: unknown, json: string];
type Bad = readonly [sent: Sent, ...issues: Wrong[]];

export interface WireTable {
  /** JSON texts in the body of `POST path`. */
  readonly json?: { readonly good: readonly Good[]; readonly bad: readonly Bad[] };
  /** Texts of the parameter `value`, in `GET path/<place>`. */
  readonly text?: {
    /** @default all four */
    readonly places?: readonly Place[];
    readonly good: readonly Good[];
    readonly bad: readonly Bad[];
  };
  /** Values that the handler of `GET path` returns. A bad one is a 500, and its issues are in the log. */
  readonly out?: {
    readonly good: readonly (readonly [value: unknown, json: string])[];
    readonly bad: readonly (readonly [value: unknown, ...issues: Omit<Wrong, "input">[]])[];
  };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const allPlaces: readonly Place[] = ["path", "query", "header", "cookie"];

/** An app under test, and what passes through its handlers. */
export class Wire {
  readonly app: App;
  readonly #log: LogEntry[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #arrived: readonly unknown[] = [];
  #leaving: unknown;
  #port = 0;

  constructor() {
    this.app = new App({ title: "Wire", log: (entry) => this.#log.push(entry) });
    t.beforeEach(async (t) => {
      this.#port = await portFor(this.app, t);
    });
    t.teardown(async () => {
      this.#agent.destroy();
      await this.app.close();
    });
  }

  /** For handlers: notes what came in, and sends it back. */
  arrived<T>(value: T): T {
    this.#arrived = [...this.#arrived, value];
    return value;
  }

  /** For handlers: the value that the test wants sent, whether it is of the handler's type or not. */
  leaving<T>(): T {
    return this.#leaving as T;
  }

  /** Every row of the table, each as a test of its place and direction. */
  table(name: string, path: string, { json, text, out }: WireTable): void {
    if (json !== undefined) {
      onEach(`${name}: in a body`, async (t) => {
        for (const row of json.good) await this.#accepts(t, row, (sent) => this.post(path, String(sent)));
        for (const row of json.bad) await this.#refuses(t, row, ["body"], (sent) => this.post(path, String(sent)));
      });
    }
    for (const place of text?.places ?? (text === undefined ? [] : allPlaces)) {
      const fits = ([sent]: Good | Bad) => listOf(sent).every((one) => canCarry(place, one));
      const send = (sent: Sent) => this.get(`${path}/${place}`, place, sent);
      onEach(`${name}: as text in a ${place}`, async (t) => {
        for (const row of text?.good.filter(fits) ?? []) await this.#accepts(t, row, send);
        for (const row of text?.bad.filter(fits) ?? []) await this.#refuses(t, row, [place, "value"], send);
      });
    }
    if (out !== undefined) onEach(`${name}: in an answer`, (t) => this.#leaves(t, path, out));
  }

  /** Sends a JSON text. */
  post(path: string, json: string | Uint8Array): Promise<Answer> {
    return this.send("POST", path, { "content-type": "application/json" }, json);
  }

  /** Sends texts under the name `value`. */
  get(path: string, place: Place, sent: Sent): Promise<Answer> {
    const texts = listOf(sent);
    switch (place) {
      case "path":
        return this.send("GET", `${path}/${texts.map(encodeURIComponent).join()}`, {});
      case "query":
        return this.send("GET", `${path}?${texts.map((text) => `value=${encodeURIComponent(text)}`).join("&")}`, {});
      case "header":
        return this.send("GET", path, { value: [...texts] });
      case "cookie":
        return this.send("GET", path, { cookie: texts.map((text) => `value=${encodeURIComponent(text)}`).join("; ") });
    }
  }

  async send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string | string[]>>,
    body?: string | Uint8Array,
  ): Promise<Answer> {
    const outgoing = request({ port: this.#port, host: "127.0.0.1", agent: this.#agent, method, path, headers });
    outgoing.end(body);
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const { date, connection, "keep-alive": keepAlive, ...rest } = response.headers;
    return { status: response.statusCode, headers: rest, body: Buffer.concat(chunks).toString() };
  }

  async #accepts(t: Test, [sent, value, json]: Good, send: (sent: Sent) => Promise<Answer>): Promise<void> {
    this.#arrived = [];
    t.strictSame(await send(sent), answer(200, json), `${show(sent)} leaves as ${show(json)}`);
    t.strictSame(this.#arrived, [value], `${show(sent)} arrives`);
    t.ok(
      this.#arrived.every((one) => Object.is(one, value) || typeof one === "object"),
      `${show(sent)} is exact`,
    );
  }

  async #refuses(
    t: Test,
    [sent, ...issues]: Bad,
    place: readonly string[],
    send: (sent: Sent) => Promise<Answer>,
  ): Promise<void> {
    this.#arrived = [];
    const detail = issues.map(({ type, at, msg, input, ctx }) => ({
      type,
      loc: [...place, ...at],
      msg,
      input,
      ...(ctx !== undefined && { ctx }),
    }));
    t.strictSame(await send(sent), answer(422, JSON.stringify({ detail })), `${show(sent)} is refused`);
    t.strictSame(this.#arrived, [], `${show(sent)} does not arrive`);
  }

  async #leaves(t: Test, path: string, { good, bad }: NonNullable<WireTable["out"]>): Promise<void> {
    for (const [value, json] of good) {
      this.#leaving = value;
      t.strictSame(await this.send("GET", path, {}), answer(200, json), `leaves as ${show(json)}`);
    }
    for (const [value, ...issues] of bad) {
      this.#leaving = value;
      this.#log.length = 0;
      const { status, body } = await this.send("GET", path, {});
      const { requestId, ...rest } = JSON.parse(body) as { readonly requestId?: string };
      t.strictSame({ status, ...rest }, { status: 500, detail: "Internal Server Error" }, body);
      t.strictSame(this.#mismatches(), [
        issues.map(({ type, at, msg, ctx }) => ({
          type,
          loc: ["response", ...at],
          msg,
          ...(ctx !== undefined && { ctx }),
        })),
      ]);
      t.strictSame(
        this.#log.map((entry) => entry.requestId),
        [requestId],
      );
    }
  }

  /** The issues of the errors in the log. */
  #mismatches(): unknown[] {
    return this.#log.map(({ error }) => {
      const details: unknown = error instanceof TypewayError ? error.details : undefined;
      return typeof details === "object" && details !== null && "issues" in details ? details.issues : error;
    });
  }
}

/** A whole JSON answer, without what belongs to the connection. */
const answer = (status: number, body: string): Answer => ({
  status,
  headers: {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "content-length": String(Buffer.byteLength(body)),
    ...(status >= 400 && ofErrors),
  },
  body,
});

const ofErrors = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

const listOf = (sent: Sent): readonly string[] => (typeof sent === "string" ? [sent] : sent);

/** For a test's name, in which a line must not end. */
const show = (sent: Sent): string =>
  JSON.stringify(sent)
    .slice(0, 60)
    .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** An empty segment is another path; a header has no outer spaces and no characters beyond ASCII. */
function canCarry(place: Place, text: string): boolean {
  if (place === "path") return text !== "" && text.length <= 1024;
  return place !== "header" || /^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(text);
}
