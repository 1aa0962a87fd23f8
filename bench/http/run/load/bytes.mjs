/** Requests as their bytes, and where an answer in bytes ends. */

/** @param {import("../../scenarios/scenario.js").Request} request */
export const headersOf = ({ headers = {}, body }) =>
  body === undefined ? headers : { ...headers, "content-type": "application/json" };

export const textOf = ({ body }) => (body === undefined ? undefined : JSON.stringify(body));

export function bytesOf(request) {
  const text = textOf(request);
  const length = text === undefined ? {} : { "content-length": Buffer.byteLength(text) };
  const fields = Object.entries({ host: "127.0.0.1", ...headersOf(request), ...length });
  const head = [
    `${request.method ?? "GET"} ${request.path} HTTP/1.1`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${text ?? ""}`);
}

const headEnd = Buffer.from("\r\n\r\n");
const lineEnd = Buffer.from("\r\n");

/**
 * The answer at the start of these bytes: it has a `content-length` or is chunked. Undefined while it is not whole.
 * @returns {{ status: number, length: number } | undefined} `length` in bytes, with its head
 */
export function readAnswer(bytes) {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = bytes.latin1Slice(0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const start = end + headEnd.length;
  const length = /\r\ncontent-length: *(\d+)/.exec(head);
  const last = length === null ? lastChunkEnd(bytes, start, head) : start + Number(length[1]);
  return last === undefined || last > bytes.length ? undefined : { status, length: last };
}

function lastChunkEnd(bytes, start, head) {
  if (status204or304.test(head)) return start;
  if (!/\r\ntransfer-encoding: *chunked/.test(head))
    throw new Error(`This answer does not say how long it is: ${head}`);
  for (let at = start; ; ) {
    const end = bytes.indexOf(lineEnd, at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.latin1Slice(at, end), 16);
    at = end + lineEnd.length + size + lineEnd.length;
    if (size === 0) return at;
  }
}

const status204or304 = /^http\/1\.1 (204|304) /;
