// design.md §1: ready-made strings with a format (`Email`, `Uuid`, `Url`, `DateOnly`, …) are strings on the wire.
import type {
  Body,
  Cookie,
  DateOnly,
  Duration,
  Email,
  Header,
  Hostname,
  Ipv4,
  Ipv6,
  Password,
  TimeOnly,
  Url,
  Uuid,
} from "typeway";
import { Wire, type WireTable } from "./table.js";
import {
  dateParsing,
  durationParsing,
  ipAnyAddress,
  timeParsing,
  urlParsing,
  uuidParsing,
  valueError,
  type Wrong,
} from "./wrong.js";

const wire = new Wire();
const { app } = wire;

/** The same strings in every place. */
function formatTable(good: readonly string[], bad: readonly (readonly [string, Wrong])[]): WireTable {
  const json = JSON.stringify;
  return {
    json: {
      good: good.map((text) => [json(text), text, json(text)]),
      bad: bad.map(([text, one]) => [json(text), one]),
    },
    text: { good: good.map((text) => [text, text, json(text)]), bad },
    out: { good: good.map((text) => [text, json(text)]), bad },
  };
}
const refused = (texts: readonly string[], wrong: (text: string) => Wrong): (readonly [string, Wrong])[] =>
  texts.map((text) => [text, wrong(text.slice(0, 100))]);

app.get("/date", (): DateOnly => wire.leaving());
app.post("/date", (value: Body<DateOnly>) => wire.arrived(value));
app.get("/date/path/{value}", (value: DateOnly) => wire.arrived(value));
app.get("/date/query", (value: DateOnly) => wire.arrived(value));
app.get("/date/header", (value: Header<DateOnly>) => wire.arrived(value));
app.get("/date/cookie", (value: Cookie<DateOnly>) => wire.arrived(value));
const dates = ["2024-02-29", "0000-01-01", "9999-12-31"];
const noDates = [
  "",
  "2023-02-29",
  "2024-13-01",
  "2024-1-1",
  "2024-02-29T00:00:00Z",
  "20240229",
  " 2024-02-29",
  "٢٠٢٤-٠٢-٢٩",
];
wire.table(
  "DateOnly",
  "/date",
  formatTable(
    dates,
    refused(noDates, (text) => dateParsing(text)),
  ),
);

app.get("/time", (): TimeOnly => wire.leaving());
app.post("/time", (value: Body<TimeOnly>) => wire.arrived(value));
app.get("/time/path/{value}", (value: TimeOnly) => wire.arrived(value));
app.get("/time/query", (value: TimeOnly) => wire.arrived(value));
app.get("/time/header", (value: Header<TimeOnly>) => wire.arrived(value));
app.get("/time/cookie", (value: Cookie<TimeOnly>) => wire.arrived(value));
const times = ["12:00:00Z", "23:59:60Z", "00:00:00.5+05:30", "23:59:59z"];
const noTimes = ["", "12:00:00", "24:00:00Z", "12:60:00Z", "12:00Z", "12:00:60Z", "1:00:00Z", "12:00:00+0530"];
wire.table(
  "TimeOnly",
  "/time",
  formatTable(
    times,
    refused(noTimes, (text) => timeParsing(text)),
  ),
);

app.get("/duration", (): Duration => wire.leaving());
app.post("/duration", (value: Body<Duration>) => wire.arrived(value));
app.get("/duration/path/{value}", (value: Duration) => wire.arrived(value));
app.get("/duration/query", (value: Duration) => wire.arrived(value));
app.get("/duration/header", (value: Header<Duration>) => wire.arrived(value));
app.get("/duration/cookie", (value: Cookie<Duration>) => wire.arrived(value));
const durations = ["P1D", "PT1H30M", "P4W", "P1Y2M3DT4H5M6S"];
const noDurations = ["", "P", "PT", "1D", "P1W2D", "P1S", "-PT5S", "PT1.5S", "5"];
wire.table(
  "Duration",
  "/duration",
  formatTable(
    durations,
    refused(noDurations, (text) => durationParsing(text)),
  ),
);

app.get("/uuid", (): Uuid => wire.leaving());
app.post("/uuid", (value: Body<Uuid>) => wire.arrived(value));
app.get("/uuid/path/{value}", (value: Uuid) => wire.arrived(value));
app.get("/uuid/query", (value: Uuid) => wire.arrived(value));
app.get("/uuid/header", (value: Header<Uuid>) => wire.arrived(value));
app.get("/uuid/cookie", (value: Cookie<Uuid>) => wire.arrived(value));
const uuids = ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"];
const noUuids = ["", "123e4567", "123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}"];
wire.table(
  "Uuid",
  "/uuid",
  formatTable(
    uuids,
    refused(noUuids, (text) => uuidParsing(text)),
  ),
);

app.get("/url", (): Url => wire.leaving());
app.post("/url", (value: Body<Url>) => wire.arrived(value));
app.get("/url/path/{value}", (value: Url) => wire.arrived(value));
app.get("/url/query", (value: Url) => wire.arrived(value));
app.get("/url/header", (value: Header<Url>) => wire.arrived(value));
app.get("/url/cookie", (value: Cookie<Url>) => wire.arrived(value));
const urls = ["https://example.com/a?b=c#d", "http://[::1]:8080", "mailto:ada@example.com", "urn:isbn:1"];
const noUrls = ["", "example.com", "//example.com", "/path", "http://a b", "http://é.fr", "http://%zz"];
wire.table(
  "Url",
  "/url",
  formatTable(
    urls,
    refused(noUrls, (text) => urlParsing(text)),
  ),
);

app.get("/email", (): Email => wire.leaving());
app.post("/email", (value: Body<Email>) => wire.arrived(value));
app.get("/email/path/{value}", (value: Email) => wire.arrived(value));
app.get("/email/query", (value: Email) => wire.arrived(value));
app.get("/email/header", (value: Header<Email>) => wire.arrived(value));
app.get("/email/cookie", (value: Cookie<Email>) => wire.arrived(value));
const emails = ["ada@example.com", "a.b+c_d@sub.example.org", "Ada@Example.COM"];
const noEmails = [
  "",
  "ada",
  "ada@",
  "@example.com",
  "a@b@c.de",
  ".ada@example.com",
  "ada@-example.com",
  "ada @example.com",
];
wire.table(
  "Email",
  "/email",
  formatTable(
    emails,
    refused(noEmails, (text) => valueError("not an email address", text)),
  ),
);

app.get("/host", (): Hostname => wire.leaving());
app.post("/host", (value: Body<Hostname>) => wire.arrived(value));
app.get("/host/path/{value}", (value: Hostname) => wire.arrived(value));
app.get("/host/query", (value: Hostname) => wire.arrived(value));
app.get("/host/header", (value: Header<Hostname>) => wire.arrived(value));
app.get("/host/cookie", (value: Cookie<Hostname>) => wire.arrived(value));
const hosts = ["localhost", "example.com", "a-b.example."];
const noHosts = ["", "-a.example", "a..b", "a_b", "x".repeat(64), "exa mple"];
wire.table(
  "Hostname",
  "/host",
  formatTable(
    hosts,
    refused(noHosts, (text) => valueError("not a host name", text)),
  ),
);

app.get("/ipv4", (): Ipv4 => wire.leaving());
app.post("/ipv4", (value: Body<Ipv4>) => wire.arrived(value));
app.get("/ipv4/path/{value}", (value: Ipv4) => wire.arrived(value));
app.get("/ipv4/query", (value: Ipv4) => wire.arrived(value));
app.get("/ipv4/header", (value: Header<Ipv4>) => wire.arrived(value));
app.get("/ipv4/cookie", (value: Cookie<Ipv4>) => wire.arrived(value));
const noIpv4s = ["", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", "::1", "0x7f.0.0.1"];
wire.table("Ipv4", "/ipv4", formatTable(["127.0.0.1", "255.255.255.255"], refused(noIpv4s, ipAnyAddress)));

app.get("/ipv6", (): Ipv6 => wire.leaving());
app.post("/ipv6", (value: Body<Ipv6>) => wire.arrived(value));
app.get("/ipv6/path/{value}", (value: Ipv6) => wire.arrived(value));
app.get("/ipv6/query", (value: Ipv6) => wire.arrived(value));
app.get("/ipv6/header", (value: Header<Ipv6>) => wire.arrived(value));
app.get("/ipv6/cookie", (value: Cookie<Ipv6>) => wire.arrived(value));
const noIpv6s = ["", "1::2::3", "12345::", ":::", "1:2:3:4:5:6:7", "127.0.0.1", "fe80::1%eth0"];
wire.table("Ipv6", "/ipv6", formatTable(["::1", "2001:db8::1", "::ffff:1.2.3.4"], refused(noIpv6s, ipAnyAddress)));

app.get("/password", (): Password => wire.leaving());
app.post("/password", (value: Body<Password>) => wire.arrived(value));
app.get("/password/path/{value}", (value: Password) => wire.arrived(value));
app.get("/password/query", (value: Password) => wire.arrived(value));
app.get("/password/header", (value: Header<Password>) => wire.arrived(value));
app.get("/password/cookie", (value: Cookie<Password>) => wire.arrived(value));
wire.table("Password, whose format only documents", "/password", formatTable(["", "swordfish", "a b"], []));
