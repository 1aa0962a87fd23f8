/** An app that answers wrongly is not measured. */
import { deepStrictEqual, equal, match, ok } from "node:assert/strict";
import { request as send } from "node:http";
import { exchangesOf } from "./scenarios.mjs";

function ask(port, { method = "GET", path, headers = {}, body }) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const more =
    text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const request = send({ host: "127.0.0.1", port, method, path, headers: { ...headers, ...more } }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ response, text: Buffer.concat(chunks).toString() }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(text);
  });
}

async function check(port, request, answer) {
  const { response, text } = await ask(port, request);
  equal(response.statusCode, answer.status, text);
  for (const [name, expected] of Object.entries(answer.headers ?? {})) {
    if (typeof expected === "string") equal(response.headers[name], expected, name);
    else match(response.headers[name] ?? "", expected, name);
  }
  const { body, text: streamed, names = [] } = answer;
  for (const name of names) ok(text.includes(name), `${name} is not named in ${text}`);
  if (streamed !== undefined) equal(text, streamed);
  if (body !== undefined) deepStrictEqual(JSON.parse(text), body);
  if (body === undefined && streamed === undefined && answer.names === undefined) return;
  // The class of headers that all have: when, what it is, how long.
  ok(response.headers.date, "date");
  if (streamed !== undefined) return;
  JSON.parse(text);
  match(response.headers["content-type"] ?? "", /^application\/json\b/);
  equal(response.headers["content-length"], String(Buffer.byteLength(text)));
}

/** @throws when the app does not do what the scenario says */
export async function verify({ port }, { checks }, scenario) {
  const wanted = [...exchangesOf(scenario), ...(checks ? (scenario.checked ?? []) : [])];
  for (const { request, answer } of wanted) {
    try {
      await check(port, request, answer);
    } catch (error) {
      throw new Error(`${request.method ?? "GET"} ${request.path}: ${error.message}`);
    }
  }
}
