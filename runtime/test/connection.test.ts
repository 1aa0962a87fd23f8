import { EventEmitter } from "node:events";
import { mock } from "node:test";
import t from "tap";
import type { WebSocket as Wire } from "ws";
import { limits } from "../dist/exchange/limits.js";
import { Connection } from "../dist/sockets/connection.js";

/** A socket that notes what is done to it. */
class FakeWire extends EventEmitter {
  readonly done: string[] = [];
  isPaused = false;
  bufferedAmount = 0;

  ping(): void {
    this.done.push("ping");
  }
  terminate(): void {
    this.done.push("terminate");
    this.emit("close", 1006, Buffer.alloc(0));
  }
  close(code: number, reason: string): void {
    this.done.push(`close ${code} ${Buffer.byteLength(reason)}`);
    this.emit("close", code, Buffer.from(reason));
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
}

function connect() {
  const wire = new FakeWire();
  return { wire, connection: new Connection(wire as unknown as Wire) };
}

t.test("connection: pings every 30 seconds, and is cut after 60 seconds of silence", async (t) => {
  mock.timers.enable({ apis: ["setInterval", "Date"] });
  t.teardown(() => mock.timers.reset());
  const { wire, connection } = connect();
  mock.timers.tick(limits.socketPing);
  wire.emit("pong");
  mock.timers.tick(limits.socketPing);
  t.strictSame(wire.done.splice(0), ["ping", "ping"]);
  wire.isPaused = true;
  for (let count = 0; count < 3; count++) mock.timers.tick(limits.socketPing);
  t.strictSame(wire.done.splice(0), ["ping", "ping", "ping"], "who is not read from cannot be heard");
  wire.isPaused = false;
  for (let silence = 0; silence < limits.socketSilence; silence += limits.socketPing)
    mock.timers.tick(limits.socketPing);
  t.strictSame(wire.done, ["ping", "terminate"]);
  t.equal((await connection.closed).code, 1006);
});

t.test("connection: a reason is cut after 123 bytes, between two characters", async (t) => {
  const { wire, connection } = connect();
  await connection.close(4000, "ü".repeat(100));
  t.strictSame(wire.done, ["close 4000 122"]);
  t.equal((await connection.closed).reason, "ü".repeat(61));
});

t.test("connection: what has come before the end is received before it", async (t) => {
  const { wire, connection } = connect();
  wire.emit("message", Buffer.from("a"), false);
  wire.emit("message", Buffer.from("b"), true);
  wire.emit("close", 1000, Buffer.from("done"));
  t.equal(await connection.receive(), "a");
  t.strictSame(await connection.receive(), Buffer.from("b"));
  await t.rejects(connection.receive(), { name: "WebSocketClosed", code: 1000, reason: "done" });
  await t.rejects(connection.send("x"), { name: "WebSocketClosed", code: 1000 });
});
