import t from "tap";
import { bytesOf, readAnswer } from "../../http/run/load/bytes.mjs";

t.test("a request as bytes", async (t) => {
  t.equal(bytesOf({ path: "/items?q=a" }).toString(), "GET /items?q=a HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  t.equal(
    bytesOf({ method: "POST", path: "/orders", headers: { "x-one": "1" }, body: { name: "é" } }).toString(),
    'POST /orders HTTP/1.1\r\nhost: 127.0.0.1\r\nx-one: 1\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"name":"é"}',
  );
});

const whole = [
  ["with a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: x\r\n\r\nhello", 200],
  ["in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;a=b\r\n!\r\n0\r\n\r\n", 200],
  ["of a refusal", "HTTP/1.1 422 Unprocessable Content\r\ncontent-length: 2\r\n\r\n{}", 422],
  ["without a body", "HTTP/1.1 204 No Content\r\ndate: x\r\n\r\n", 204],
];
for (const [title, text, status] of whole) {
  t.test(`an answer ${title}`, async (t) => {
    const bytes = Buffer.from(text);
    t.strictSame(readAnswer(bytes), { status, length: bytes.length });
    t.strictSame(readAnswer(Buffer.concat([bytes, bytes])), { status, length: bytes.length }, "and more after it");
    for (let end = 0; end < bytes.length; end++)
      t.equal(readAnswer(bytes.subarray(0, end)), undefined, `is not whole after ${end} bytes`);
  });
}

t.test("an answer that only the end of the connection ends cannot be measured", async (t) => {
  t.throws(() => readAnswer(Buffer.from("HTTP/1.0 200 OK\r\n\r\nhello")), /does not say how long it is/);
});
