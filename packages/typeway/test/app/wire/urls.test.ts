// design.md §2: URL. An absolute URI in JSON and as text, a `URL` in memory.
import type { Body, Cookie, Header, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { missing, urlInvalid, urlParsing, urlType } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/url", (): URL => wire.leaving());
app.post("/url", (value: Body<URL>) => wire.arrived(value));
app.get("/url/path/{value}", (value: Path<URL>) => wire.arrived(value));
app.get("/url/query", (value: Query<URL>) => wire.arrived(value));
app.get("/url/header", (value: Header<URL>) => wire.arrived(value));
app.get("/url/cookie", (value: Cookie<URL>) => wire.arrived(value));

/** The text, and the same as a `URL` writes it. */
const urls = [
  ["https://a.example/b?c=1#d", "https://a.example/b?c=1#d"],
  ["HTTP://A.example:80/%7e/../x", "http://a.example/x"],
  ["http://[::1]:8080/", "http://[::1]:8080/"],
  ["mailto:ada@example.com", "mailto:ada@example.com"],
  ["urn:isbn:0451450523", "urn:isbn:0451450523"],
  ["javascript:alert(1)", "javascript:alert(1)"],
] as const;
const noUris = [
  "",
  "a.example",
  "/relative",
  "//a.example/",
  "https:",
  "http://a b/",
  "https://exämple.example/",
  "http://a/%zz",
];
const noUrls = ["http://a:99999/", "http://", "https://a%00b/"];
const long = `${"x".repeat(300)}`;

wire.table("URL", "/url", {
  json: {
    good: urls.map(([text, href]) => [`"${text}"`, new URL(href), `"${href}"`] as const),
    bad: [
      ...noUris.map((text) => [`"${text}"`, urlParsing(text)] as const),
      ...noUrls.map((text) => [`"${text}"`, urlInvalid(text)] as const),
      [`"${long}"`, urlParsing(`${long.slice(0, 100)}`)],
      ["1", urlType(1)],
      ["{}", urlType({})],
      ["null", missing()],
    ],
  },
  text: {
    good: urls.map(([text, href]) => [text, new URL(href), `"${href}"`] as const),
    bad: [
      ...noUris.map((text) => [text, urlParsing(text)] as const),
      ...noUrls.map((text) => [text, urlInvalid(text)] as const),
    ],
  },
  out: {
    good: [
      [new URL("https://a.example"), '"https://a.example/"'],
      [new URL("https://ä.example/ö?ü=|#^"), '"https://xn--4ca.example/%C3%B6?%C3%BC=%7C#%5E"'],
      [new URL("http://[::1]/[a]?b%#c#d"), '"http://[::1]/%5Ba%5D?b%25#c%23d"'],
    ],
    bad: [
      ["https://a.example/", urlType(null)],
      [new URL("empty:"), urlType(null)],
      [null, urlType(null)],
    ],
  },
});

interface Links {
  home: URL;
  others: (URL | null)[];
  mirror?: URL;
}
app.post("/links", (value: Body<Links>) => wire.arrived(value));
wire.table("URLs inside", "/links", {
  json: {
    good: [
      [
        '{"home":"http://a","others":["http://b",null],"extra":1}',
        { home: new URL("http://a"), others: [new URL("http://b"), null] },
        '{"home":"http://a/","others":["http://b/",null]}',
      ],
    ],
    bad: [['{"home":null,"others":[1]}', urlType(null, "home"), urlType(1, "others", 0)]],
  },
});
