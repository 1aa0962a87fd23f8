/** Runs as a process of its own. Its task comes by standard input, its figures leave by standard output. */
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { quantile } from "../statistics.mjs";
import { readAnswer } from "./bytes.mjs";

const task = JSON.parse(await text(process.stdin));
const requests = task.requests.map((one) => Buffer.from(one, "base64"));
/** Answers of the beginning, while connections are new, are not counted. */
const settling = 0.25;
const between = 1000 / task.rate;
const planned = Math.round(task.rate * (settling + task.seconds));
const firstCounted = Math.round(task.rate * settling);
const latencies = new Float64Array(planned);
const lags = new Float64Array(planned);
let sent = 0;
let answered = 0;
let begun = 0;

const dueAt = (index) => begun + index * between;

/** Those with nothing under way. */
const idle = [];
for (let index = 0; index < task.connections; index++) idle.push(await open());

async function open() {
  const socket = connect({ port: task.port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  const connection = { socket, index: -1, rest: undefined, idleSince: 0 };
  socket.on("data", (chunk) => receive(connection, chunk));
  socket.on("close", () => {
    if (answered < planned && connection.index >= 0) throw new Error("The server closed a connection");
  });
  return connection;
}

function receive(connection, chunk) {
  const bytes = connection.rest === undefined ? chunk : Buffer.concat([connection.rest, chunk]);
  const answer = readAnswer(bytes);
  if (answer === undefined) {
    connection.rest = bytes;
    return;
  }
  if (answer.length !== bytes.length) throw new Error("More came than one answer");
  const now = performance.now();
  latencies[connection.index] = now - dueAt(connection.index);
  answered++;
  connection.rest = undefined;
  connection.index = -1;
  connection.idleSince = now;
  idle.push(connection);
  sendDue();
}

/** Sends what is due by now, over the connections that are free. What finds none is sent later, and is late. */
function sendDue() {
  for (let now = performance.now(); sent < planned && idle.length > 0 && dueAt(sent) <= now; now = performance.now()) {
    const connection = idle.shift();
    connection.index = sent;
    lags[sent] = now - Math.max(dueAt(sent), connection.idleSince);
    connection.socket.write(requests[sent % requests.length]);
    sent++;
  }
}

begun = performance.now();
const end = begun + (settling + task.seconds) * 1000 + task.patience;
// Turns without a pause: a timer would be up to a millisecond late.
await new Promise((resolve) => {
  const turn = () => {
    sendDue();
    if (answered === planned || performance.now() > end) resolve();
    else setImmediate(turn);
  };
  turn();
});

const counted = latencies.subarray(firstCounted, planned);
const report = {
  rate: task.rate,
  answered: answered / planned,
  isKept: answered === planned,
  ...(answered === planned && {
    p50: quantile(counted, 0.5),
    p99: quantile(counted, 0.99),
    p999: quantile(counted, 0.999),
  }),
  lag: quantile(lags.subarray(firstCounted, Math.max(sent, firstCounted)), 0.99),
};
process.stdout.write(JSON.stringify(report), () => process.exit());
