import { APP, type AppLike, type Observer } from "@typeway/contract";

export interface FakeApp extends AppLike {
  /** What happened, in order. */
  readonly events: string[];
}

/** An application that answers with one function. What that throws is an unexpected error. */
export function fakeApp(answer: (request: Request, observer?: Observer) => Response | Promise<Response>): FakeApp {
  const events: string[] = [];
  return {
    [APP]: true,
    records: [],
    events,
    async start() {
      events.push("start");
    },
    async inject(request, observer) {
      events.push(`${request.method} ${new URL(request.url).pathname}`);
      try {
        return await answer(request, observer);
      } catch (error) {
        observer?.unexpected(error);
        return Response.json({ detail: "Internal Server Error" }, { status: 500 });
      }
    },
    async listen() {
      throw new Error("Nobody listens in a test.");
    },
    async close() {
      events.push("close");
    },
    openapi: () => ({}),
  };
}

/** Answers with what it was asked. */
export const echo = async (request: Request): Promise<Response> =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });
