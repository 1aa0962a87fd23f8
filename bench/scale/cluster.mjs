/** Hand-written node:http in as many processes as `WORKERS` says, which share the port. One is no cluster. */
import cluster from "node:cluster";
import { createServer } from "node:http";

const workers = Number(process.env.WORKERS);

function send(response, value) {
  const text = JSON.stringify(value);
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

function serve() {
  const server = createServer(({ url }, response) => {
    const [, , thing, id] = url.split("/");
    if (id === undefined) send(response, { hello: "world" });
    else send(response, { thing: Number(thing.slice("things".length)), id: Number(id) });
  });
  server.listen(Number(process.env.PORT), "127.0.0.1");
}

if (workers > 1 && cluster.isPrimary) {
  for (let index = 0; index < workers; index++) cluster.fork();
  process.on("SIGTERM", () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill();
    process.exit();
  });
} else serve();
