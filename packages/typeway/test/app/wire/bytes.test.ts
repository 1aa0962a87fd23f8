// design.md §2: Uint8Array and Buffer. Canonical base64 in JSON and as text (D22).
import t from "tap";
import type { Body, Cookie, Header, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { bytesEncoding, bytesType, missing } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/bytes", (): Uint8Array => wire.leaving());
app.post("/bytes", (value: Body<Uint8Array>) => wire.arrived(value));
app.get("/bytes/path/{value}", (value: Path<Uint8Array>) => wire.arrived(value));
app.get("/bytes/query", (value: Query<Uint8Array>) => wire.arrived(value));
app.get("/bytes/header", (value: Header<Uint8Array>) => wire.arrived(value));
app.get("/bytes/cookie", (value: Cookie<Uint8Array>) => wire.arrived(value));
app.get("/buffer", (): Buffer => wire.leaving());
app.post("/buffer", (value: Body<Buffer>) => wire.arrived(value));
app.get("/buffer/path/{value}", (value: Path<Buffer>) => wire.arrived(value));
app.get("/buffer/query", (value: Query<Buffer>) => wire.arrived(value));
app.get("/buffer/header", (value: Header<Buffer>) => wire.arrived(value));
app.get("/buffer/cookie", (value: Cookie<Buffer>) => wire.arrived(value));

const texts = ["", "AA==", "/w==", "AAE=", "+/8A", Buffer.from("Grüße").toString("base64")];
const noBase64 = "not base64 with its padding";
const bits = "bits that carry nothing are not zero";
const wrongTexts = [
  ["A", noBase64],
  ["AA", noBase64],
  ["AA=", noBase64],
  ["====", noBase64],
  ["A===", noBase64],
  ["AA==AA==", noBase64],
  ["-_8A", noBase64],
  ["AA ==", noBase64],
  ["%%%%", noBase64],
  ["AB==", bits],
  ["AAB=", bits],
] as const;

for (const [name, path, read] of [
  ["Uint8Array", "/bytes", (text: string) => Uint8Array.from(Buffer.from(text, "base64"))],
  ["Buffer", "/buffer", (text: string) => Buffer.from(text, "base64")],
] as const) {
  wire.table(name, path, {
    json: {
      good: texts.map((text) => [`"${text}"`, read(text), `"${text}"`] as const),
      bad: [
        ...wrongTexts.map(([text, reason]) => [`"${text}"`, bytesEncoding(reason, text)] as const),
        ['"AA==\\n"', bytesEncoding(noBase64, "AA==\n")],
        [`"${"A".repeat(201)}"`, bytesEncoding(noBase64, `${"A".repeat(100)}`)],
        ["[1,2]", bytesType([1, 2])],
        ["null", missing()],
      ],
    },
    text: {
      good: texts.map((text) => [text, read(text), `"${text}"`] as const),
      bad: wrongTexts.map(([text, reason]) => [text, bytesEncoding(reason, text)] as const),
    },
    out: {
      good: [
        [Buffer.from([255, 0]), '"/wA="'],
        [Buffer.alloc(0), '""'],
        [Buffer.from("abcdef").subarray(1, 3), '"YmM="'],
      ],
      bad: [
        ["AA==", bytesType(null)],
        [[1, 2], bytesType(null)],
        [new ArrayBuffer(1), bytesType(null)],
        [null, bytesType(null)],
      ],
    },
  });
}

t.test("a Uint8Array is no Buffer, and a Buffer is one", async (t) => {
  wire.table("Uint8Array in an answer of Buffer", "/buffer", {
    out: { good: [], bad: [[Uint8Array.of(1), bytesType(null)]] },
  });
  wire.table("Uint8Array in an answer of its own", "/bytes", {
    out: { good: [[Uint8Array.of(1), '"AQ=="']], bad: [] },
  });
  t.pass();
});

app.post("/alone", (value: Body<{ data: Uint8Array; buffer: Buffer }>) => ({
  plain: !Buffer.isBuffer(value.data),
  buffer: Buffer.isBuffer(value.buffer),
  shared: [value.data.buffer.byteLength, value.buffer.buffer.byteLength],
}));
t.test("decoded bytes are in memory of their own, of which `buffer` shows nothing else", async (t) => {
  const { status, body } = await wire.post("/alone", '{"data":"AQID","buffer":"AQIDBA=="}');
  t.strictSame([status, body], [200, '{"plain":true,"buffer":true,"shared":[3,4]}']);
});
