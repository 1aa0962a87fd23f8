// WebSockets. The tests are named after the rows of FastAPI's feature list (M1 …, R3).
import t from "tap";
import {
  App,
  type Context,
  type Cookie,
  type Depends,
  type Header,
  HttpError,
  type Int,
  type LogEntry,
  type MaxLength,
  type Minimum,
  Router,
  ValidationError,
  type WebSocket,
  WebSocketClosed,
  WebSocketError,
} from "typeway";
import { TestClient, WebSocketRefused } from "typeway/testing";

interface Move {
  x: Int & Minimum<0>;
  at: Date;
}
interface Board {
  count: Int;
  last: Date;
}

/** A client that has seen what the app wrote into its log. */
function clientOf(register: (app: App) => void, options: { readonly raiseServerErrors?: boolean } = {}) {
  const logged: LogEntry[] = [];
  const app = new App({ title: "Sockets", log: (entry) => logged.push(entry) });
  register(app);
  return { app, logged, client: new TestClient(app, options) };
}

/** What was answered instead of a socket. */
async function refusal(opening: Promise<unknown>): Promise<{ status: number; body: unknown }> {
  try {
    await opening;
  } catch (error) {
    if (error instanceof WebSocketRefused) return { status: error.reply.status, body: error.reply.json() };
    throw error;
  }
  throw new Error("The socket was opened.");
}

const endOf = ({ code, reason }: WebSocketClosed) => ({ code, reason });

t.test("M1 endpoint: receives and sends texts, and iterates until the client goes", async (t) => {
  const heard: string[] = [];
  const { client } = clientOf((app) => {
    app.websocket("/ws", async (socket: WebSocket) => {
      await socket.accept();
      await socket.send(`first ${await socket.receive()}`);
      for await (const message of socket) {
        heard.push(message);
        await socket.send(message.toUpperCase());
      }
      heard.push("gone");
    });
  });
  await using _ = client;
  const socket = await client.websocket("/ws");
  await socket.send("a");
  t.equal(await socket.receive(), "first a");
  await socket.send("grüße");
  t.equal(await socket.receive(), "GRÜSSE");
  await socket.close();
  await client.close();
  t.strictSame(heard, ["grüße", "gone"]);
});

t.test("M1 endpoint: bytes travel in binary frames", async (t) => {
  const { client } = clientOf((app) => {
    app.websocket("/bytes", async (socket: WebSocket<Uint8Array>) => {
      for await (const bytes of socket) await socket.send(bytes.map((byte) => byte + 1));
    });
  });
  await using _ = client;
  await using socket = await client.websocket<Uint8Array, Uint8Array>("/bytes");
  await socket.send(new Uint8Array([1, 2, 254]));
  t.strictSame([...(await socket.receive())], [2, 3, 255]);
});

t.test("M1 endpoint: any other type is JSON, decoded and encoded by the declared types", async (t) => {
  const { client } = clientOf((app) => {
    app.websocket("/game", async (socket: WebSocket<Move, Board>) => {
      let count = 0;
      for await (const move of socket) {
        count += move.x;
        const board = { count, last: new Date(move.at.getTime() + 1000), secret: "stays here" };
        await socket.send(board);
      }
    });
  });
  await using _ = client;
  await using socket = await client.websocket<unknown, unknown>("/game");
  await socket.send({ x: 2, at: "2020-01-01T00:00:00Z", more: true });
  t.strictSame(await socket.receive(), { count: 2, last: "2020-01-01T00:00:01.000Z" });
});

t.test("M1 endpoint: the route is listed as WS and is not in the document (M9)", async (t) => {
  const { app, client } = clientOf((app) => {
    app.get("/both", () => "http");
    app.websocket("/both", { name: "both" }, async (socket: WebSocket) => socket.send("ws"));
  });
  await using _ = client;
  t.equal((await client.get("/both")).json(), "http");
  t.equal(await (await client.websocket("/both")).receive(), "ws");
  t.strictSame(
    app.routes.map(({ name, path, methods }) => ({ name, path, methods })).filter(({ path }) => path === "/both"),
    [
      { name: "", path: "/both", methods: ["GET"] },
      { name: "both", path: "/both", methods: ["WS"] },
    ],
  );
  t.strictSame(Object.keys(app.openapi().paths["/both"] ?? {}), ["get"]);
});

t.test("M1 endpoint: a subprotocol and headers of the answer are chosen on accept", async (t) => {
  const { client } = clientOf((app) => {
    app.websocket("/chat", async (socket: WebSocket) => {
      await socket.accept({ protocol: "chat.v2", headers: { "x-room": "blue" } });
    });
  });
  await using _ = client;
  const socket = await client.websocket("/chat", { headers: { "Sec-WebSocket-Protocol": "chat.v1, chat.v2" } });
  t.equal(socket.protocol, "chat.v2");
});

const session = (context: Context, session?: Cookie<string>) => ({ id: session ?? "none", path: context.url.pathname });
const limit = (limit: Int = 10) => limit;

t.test("M2 parameters: path, query, header, cookie and dependencies as in HTTP handlers", async (t) => {
  const router = new Router({ prefix: "/rooms/{room}" });
  router.websocket(
    "/ws",
    async (
      socket: WebSocket<string, unknown>,
      room: Int,
      q: string,
      xToken: Header<string>,
      who: Depends<typeof session>,
      most: Depends<typeof limit>,
    ) => {
      await socket.send({ room, q, xToken, who, most });
    },
  );
  const { client } = clientOf((app) => app.include(router));
  await using _ = client;
  await using socket = await client.websocket<unknown>("/rooms/7/ws", {
    query: { q: "tea", limit: 3 },
    headers: { "x-token": "secret" },
    cookies: { session: "ada" },
  });
  t.strictSame(await socket.receive(), {
    room: 7,
    q: "tea",
    xToken: "secret",
    who: { id: "ada", path: "/rooms/7/ws" },
    most: 3,
  });
});

t.test("M2 parameters: a dependency can have the socket as well, with types of its own", async (t) => {
  const greeted = async (socket: WebSocket<{ name: string }, string>) => {
    await socket.send("who are you?");
    return (await socket.receive()).name;
  };
  const { client } = clientOf((app) => {
    app.websocket("/greet", async (socket: WebSocket, name: Depends<typeof greeted>) => socket.send(`hello ${name}`));
  });
  await using _ = client;
  await using socket = await client.websocket("/greet");
  t.equal(await socket.receive(), "who are you?");
  await socket.send('{"name":"Ada"}');
  t.equal(await socket.receive(), "hello Ada");
});

t.test("M2 parameters: a body is a start-up error, and so is a WebSocket where there is none", async (t) => {
  interface Item {
    name: string;
  }
  const item = (item: Item) => item;
  const { client: withBody } = clientOf((app) => {
    app.websocket("/ws", async (socket: WebSocket, one: Depends<typeof item>) => socket.send(one.name));
  });
  await t.rejects(withBody.start(), { code: "TYPEWAY_PARAMETER_UNSUPPORTED", message: /asks for a body/ });
  const { client: withSocket } = clientOf((app) => {
    app.get("/", (socket: WebSocket) => {
      void socket.close();
    });
  });
  await t.rejects(withSocket.start(), { code: "TYPEWAY_PARAMETER_UNSUPPORTED", message: /asks for WebSocket/ });
});

t.test(
  "M3 validation: a request that is not of the declared types is answered with 422 and never opened",
  async (t) => {
    let called = false;
    const { client } = clientOf((app) => {
      app.websocket("/ws/{id}", async (socket: WebSocket, id: Int, q: string) => {
        called = true;
        await socket.send(`${id} ${q}`);
      });
    });
    await using _ = client;
    t.match(await refusal(client.websocket("/ws/x")), {
      status: 422,
      body: {
        detail: [
          { type: "int_parsing", loc: ["path", "id"], input: "x" },
          { type: "missing", loc: ["query", "q"] },
        ],
      },
    });
    t.notOk(called);
  },
);

t.test(
  "M3 validation: a message that is not of the type closes with 1008, one that is no JSON with 1007",
  async (t) => {
    const { client, logged } = clientOf((app) => {
      app.websocket("/game", async (socket: WebSocket<Move>) => {
        for await (const move of socket) await socket.send(move);
      });
      app.websocket("/short", async (socket: WebSocket<string & MaxLength<3>, string>) => {
        for await (const word of socket) await socket.send(word);
      });
    });
    await using _ = client;
    const wrong = await client.websocket<unknown, unknown>("/game");
    await wrong.send({ x: -1, at: "today" });
    const { code, reason } = await wrong.closed;
    t.equal(code, 1008);
    t.match(reason, /^message\.x: .+; message\.at: /);
    const broken = await client.websocket("/game");
    await broken.sendRaw("{");
    t.strictSame(endOf(await broken.closed), { code: 1007, reason: "message: The message is not valid JSON" });
    const binary = await client.websocket("/game");
    await binary.sendRaw(new Uint8Array([1]));
    t.strictSame(endOf(await binary.closed), { code: 1003, reason: "Messages are sent in text frames" });
    const long = await client.websocket("/short");
    await long.send("four");
    t.equal((await long.closed).code, 1008);
    t.strictSame(logged, [], "a client's mistakes are not logged");
  },
);

t.test("M3 validation: a handler may answer a bad message and go on", async (t) => {
  const { client } = clientOf((app) => {
    app.websocket("/game", async (socket: WebSocket<Move, string>) => {
      for (;;) {
        try {
          const move = await socket.receive();
          await socket.send(`x = ${move.x}`);
        } catch (error) {
          if (!(error instanceof ValidationError)) throw error;
          await socket.send(error.issues.map(({ type }) => type).join());
        }
      }
    });
  });
  await using _ = client;
  await using socket = await client.websocket("/game");
  await socket.sendRaw('{"x":"1","at":"2020-01-01T00:00:00Z"}');
  t.equal(await socket.receive(), "int_type");
  await socket.sendRaw('{"x":1,"at":"2020-01-01T00:00:00Z"}');
  t.equal(await socket.receive(), "x = 1");
});

t.test("M4 errors: before the socket is open they are answers, afterwards they are close codes", async (t) => {
  const { client, logged } = clientOf((app) => {
    app.websocket("/{when}/{what}", async (socket: WebSocket, when: "before" | "after", what: string) => {
      if (when === "after") await socket.accept();
      switch (what) {
        case "socket":
          throw new WebSocketError(4001, "No token");
        case "http":
          throw new HttpError(401, "Who are you?", { headers: { "www-authenticate": "Bearer" } });
        case "close":
          await socket.close(4002, "Not today");
      }
    });
  });
  await using _ = client;
  t.strictSame(await refusal(client.websocket("/before/socket")), { status: 403, body: { detail: "No token" } });
  t.strictSame(await refusal(client.websocket("/before/http")), { status: 401, body: { detail: "Who are you?" } });
  t.strictSame(await refusal(client.websocket("/before/close")), { status: 403, body: { detail: "Not today" } });
  const ends: unknown[] = [];
  for (const what of ["socket", "http", "close", "nothing"])
    ends.push(endOf(await (await client.websocket(`/after/${what}`)).closed));
  t.strictSame(ends, [
    { code: 4001, reason: "No token" },
    { code: 1008, reason: "Who are you?" },
    { code: 4002, reason: "Not today" },
    { code: 1000, reason: "" },
  ]);
  t.strictSame(logged, []);
  t.throws(() => new WebSocketError(1005), { code: "TYPEWAY_CLOSE_CODE_INVALID" });
});

t.test("M4 errors: a dependency can refuse, and onError answers", async (t) => {
  class Unknown extends Error {}
  const token = (token?: Header<string, "X-Token">) => {
    if (token === undefined) throw new WebSocketError(1008, "No token");
    if (token !== "right") throw new Unknown();
    return token;
  };
  const { client } = clientOf((app) => {
    app.onError(Unknown, () => ({ hint: "try another" }));
    app.websocket("/ws", async (socket: WebSocket, by: Depends<typeof token>) => socket.send(by));
  });
  await using _ = client;
  t.strictSame(await refusal(client.websocket("/ws")), { status: 403, body: { detail: "No token" } });
  const wrong = client.websocket("/ws", { headers: { "X-Token": "wrong" } });
  t.strictSame(await refusal(wrong), { status: 500, body: { hint: "try another" } });
  t.equal(await (await client.websocket("/ws", { headers: { "X-Token": "right" } })).receive(), "right");
});

t.test(
  "M5 unknown paths: 404 where nothing is, 426 where only HTTP is spoken; a plain GET of a socket is 404",
  async (t) => {
    const { client } = clientOf((app) => {
      app.get("/plain", () => "plain");
      app.websocket("/ws", async (socket: WebSocket) => socket.send("x"));
    });
    await using _ = client;
    t.strictSame(await refusal(client.websocket("/nowhere")), { status: 404, body: { detail: "Not Found" } });
    t.strictSame(await refusal(client.websocket("/plain")), { status: 426, body: { detail: "This is no WebSocket" } });
    t.equal((await client.get("/ws")).status, 404);
  },
);

t.test("M6 disconnect: receive and send throw WebSocketClosed with the client's code", async (t) => {
  const seen: unknown[] = [];
  const { client, logged } = clientOf((app) => {
    app.websocket("/ws", async (socket: WebSocket) => {
      try {
        for (;;) await socket.receive();
      } catch (error) {
        if (!(error instanceof WebSocketClosed)) throw error;
        seen.push(endOf(error), socket.context.signal.aborted);
      }
      await socket.send("too late").catch((error: unknown) => seen.push(error instanceof WebSocketClosed));
      await socket.receive();
    });
  });
  await using _ = client;
  const socket = await client.websocket("/ws");
  await socket.send("x");
  await socket.close(4000, "bye");
  await client.close();
  t.strictSame(seen, [{ code: 4000, reason: "bye" }, true, true]);
  t.strictSame(logged, [], "a client that goes is no failure");
});

t.test("M6 disconnect: shutdown closes with 1001, and waits for the handlers", async (t) => {
  const events: string[] = [];
  const { client } = clientOf((app) => {
    app.onStop(() => events.push("stopped"));
    app.websocket("/ws", async (socket: WebSocket) => {
      for await (const message of socket) events.push(message);
      await new Promise((resolve) => setTimeout(resolve, 20));
      events.push("ended");
    });
  });
  const socket = await client.websocket("/ws");
  await client.close();
  t.strictSame(endOf(await socket.closed), { code: 1001, reason: "" });
  t.strictSame(events, ["ended", "stopped"]);
});

t.test("M7 crash: the socket closes with 1011, the log says why, the client learns nothing", async (t) => {
  const { client, logged } = clientOf(
    (app) => {
      app.websocket("/ws", async (socket: WebSocket) => {
        await socket.accept();
        throw new RangeError("out of ideas");
      });
      app.websocket("/early", async (_: WebSocket) => {
        throw new RangeError("too early");
      });
      app.websocket("/typed", async (socket: WebSocket<string, Board>) => {
        await socket.send(JSON.parse('{"count":"many"}'));
      });
    },
    { raiseServerErrors: false },
  );
  await using _ = client;
  t.strictSame(endOf(await (await client.websocket("/ws")).closed), { code: 1011, reason: "" });
  t.match(await refusal(client.websocket("/early")), { status: 500, body: { detail: "Internal Server Error" } });
  t.match(await refusal(client.websocket("/typed")), { status: 500 });
  t.match(
    logged.map(({ level, path, error }) => ({ level, path, error })),
    [
      { level: "error", path: "/ws", error: new RangeError("out of ideas") },
      { level: "error", path: "/early", error: new RangeError("too early") },
      { level: "error", path: "/typed", error: { code: "TYPEWAY_ANSWER_MISMATCH" } },
    ],
  );
});

t.test("M8 yield dependencies: closed when the handler has ended, with what it threw", async (t) => {
  const events: string[] = [];
  function* connection() {
    events.push("open");
    try {
      yield "database";
    } catch (error) {
      events.push(`failed: ${error instanceof Error ? error.message : error}`);
      throw error;
    } finally {
      events.push("close");
    }
  }
  const { client } = clientOf((app) => {
    app.websocket("/ws", async (socket: WebSocket, db: Depends<typeof connection>) => {
      for await (const message of socket) {
        if (message === "fail") throw new WebSocketError(4000, "failed");
        events.push(`${db} ${message}`);
        await socket.send("done");
      }
      events.push("handler ended");
    });
  });
  const socket = await client.websocket("/ws");
  await socket.send("query");
  t.equal(await socket.receive(), "done");
  t.strictSame(events.splice(0), ["open", "database query"], "it is open for as long as the socket");
  await socket.close();
  const failing = await client.websocket("/ws");
  await failing.send("fail");
  t.equal((await failing.closed).code, 4000);
  await client.close();
  t.strictSame(events, ["handler ended", "close", "open", "failed: failed", "close"]);
});

t.test("R3 testing: a socket is iterated, disposed of, and keeps the client's cookies", async (t) => {
  const { client } = clientOf((app) => {
    app.post("/login", (context: Context) => context.response.setCookie("session", "ada"));
    app.websocket("/ws", async (socket: WebSocket<string, string>, who: Depends<typeof session>) => {
      await socket.send(who.id);
      await socket.send("and goodbye");
    });
  });
  await using _ = client;
  await client.post("/login");
  await using socket = await client.websocket("/ws");
  const heard: string[] = [];
  for await (const message of socket) heard.push(message);
  t.strictSame(heard, ["ada", "and goodbye"]);
  await t.rejects(socket.receive(), { name: "WebSocketClosed", code: 1000 });
  await t.rejects(socket.send("late"), { name: "WebSocketClosed", code: 1000 });
});

t.test("R3 testing: what a handler fails with is thrown in the test", async (t) => {
  const { client } = clientOf((app) => {
    app.websocket("/{when}", async (socket: WebSocket, when: string) => {
      if (when === "late") await socket.accept();
      throw new RangeError(when);
    });
  });
  await using _ = client;
  await t.rejects(client.websocket("/early"), new RangeError("early"));
  const socket = await client.websocket("/late");
  await t.rejects(socket.receive(), new RangeError("late"));
});

t.test("R3 testing: overrides and lifespans work for sockets as for requests", async (t) => {
  const database = () => "real";
  const { app, client } = clientOf((app) => {
    app.websocket("/ws", async (socket: WebSocket, db: Depends<typeof database>) => socket.send(db));
  });
  app.override(database, () => "fake");
  await using _ = client;
  await using socket = await client.websocket("/ws");
  t.equal(await socket.receive(), "fake");
});
