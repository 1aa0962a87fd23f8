import { createServer, type IncomingMessage, type RequestListener, request as sendRequest } from "node:http";
import { duplexPair, Readable } from "node:stream";
import { isBodiless } from "@typeway/contract";
import { hopByHop } from "./hop-by-hop.js";

/**
 * Lets a node:http listener answer a web standard request in this process: both ends of an HTTP connection over a
 * pipe in memory, so that the listener sees real request and response objects.
 */
export async function answerByListener(listener: RequestListener, request: Request): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const [near, far] = duplexPair();
  const headers = { host, ...Object.fromEntries(request.headers), connection: "close" };
  const options = { method: request.method, path: pathname + search, headers, signal: request.signal };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const server = createServer((incoming, response) => {
      const fail = (error: unknown): void => {
        reject(error);
        near.destroy();
        far.destroy();
      };
      try {
        // Its type says that nothing is returned; an asynchronous one returns its promise.
        const returned: unknown = listener(incoming, response);
        Promise.resolve(returned).catch(fail);
      } catch (error) {
        fail(error);
      }
    });
    server.emit("connection", far);
    const outgoing = sendRequest({ ...options, createConnection: () => near }, resolve);
    outgoing.on("error", reject);
    if (request.body === null) outgoing.end();
    else
      Readable.fromWeb(request.body as never)
        .on("error", (error) => outgoing.destroy(error))
        .pipe(outgoing);
  });
  return asResponse(answer, request.method);
}

function asResponse(answer: IncomingMessage, method: string): Response {
  const { statusCode: status = 500, rawHeaders } = answer;
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    if (!hopByHop.has(name.toLowerCase())) headers.append(name, rawHeaders[i + 1] ?? "");
  }
  const bodiless = method === "HEAD" || isBodiless(status);
  if (bodiless) answer.resume();
  return new Response(bodiless ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), { status, headers });
}
