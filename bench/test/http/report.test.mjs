import t from "tap";
import { chartOf, escapeXml } from "../../http/run/report/chart.mjs";
import { matrixLines, noiseLines, scenarioLines } from "../../http/run/report/console.mjs";
import { httpChartOf } from "../../http/run/report/http-chart.mjs";
import { insertResults, markdownOf } from "../../http/run/report/markdown.mjs";

const ratio = (median) => ({
  rate: { median, spread: [median - 0.01, median + 0.01] },
  processor: { median, spread: [median, median] },
});
const latency = { rate: 400, answered: 1, isKept: true, p50: 0.25, p99: 1.5, p999: 12.4 };
const figures = (app, own, more = {}) => ({
  app,
  perSecond: { median: 1000 * own, spread: [0, 0] },
  microseconds: 10 / own,
  ratios: { "node:http": ratio(own), fastify: ratio(own / 0.8) },
  memory: { resident: 60 * 2 ** 20, peak: 70 * 2 ** 20 },
  latency,
  ...more,
});
const constant = {
  name: "constant",
  what: "a constant answer",
  apps: [
    figures("node:http", 1),
    figures("typeway", 1.1),
    figures("fastify", 0.8, { latency: { rate: 400, answered: 0.5, isKept: false } }),
  ],
  failures: [{ app: "hono", failure: "GET /hello: 500" }],
  without: [{ app: "fastapi", reason: "absent: no Python" }],
};
const apps = ["node:http", "typeway", "fastify"].map((name) => ({ name, version: "1", isPresent: true }));

t.test("a table of one scenario", async (t) => {
  t.strictSame(scenarioLines(constant), [
    "",
    "constant: a constant answer",
    "             requests/s  µs each       x node:http  processor         x fastify  processor          p50 at 400/s   p99  p99.9  memory",
    "  node:http        1000     10.0  1.00 [0.99-1.01]       1.00  1.25 [1.24-1.26]       1.25                  0.25  1.50     12   60 MB",
    "  typeway          1100      9.1  1.10 [1.09-1.11]       1.10  1.38 [1.36-1.39]       1.38                  0.25  1.50     12   60 MB",
    "  fastify           800     12.5  0.80 [0.79-0.81]       0.80  1.00 [0.99-1.01]       1.00  only 50.0 % answered                60 MB",
    "  hono FAILED: GET /hello: 500",
    "  without fastapi: absent: no Python",
  ]);
});

t.test("a matrix has a place for what there is no figure of", async (t) => {
  const other = { ...constant, name: "order", apps: [figures("typeway", 0.95)] };
  t.strictSame(matrixLines([constant, other], ["typeway", "fastify"]), [
    "            typeway  fastify",
    "  constant     1.10     0.80",
    "  order        0.95",
  ]);
});

t.test("the noise is said as what differences have to exceed", async (t) => {
  t.strictSame(noiseLines(undefined), []);
  t.strictSame(noiseLines({ rate: 0.031, processor: 0.012, doubtful: ["order"] }), [
    "Noise: hand-written node:http against itself was at most 3.1 % off by requests per second, 1.2 % by processor time.",
    "Smaller differences say nothing.",
    "Its middle half did not hold 1.00 in: order.",
  ]);
  t.match(noiseLines({ rate: 0.11, processor: 0, doubtful: [] }).at(-1), "Measure again when nothing does.");
});

t.test("a table of Markdown holds ratios alone, Typeway's in bold", async (t) => {
  const odd = { ...constant, name: "a|b" };
  t.equal(
    markdownOf({ scenarios: [constant, odd, { ...constant, name: "empty", apps: [] }], apps }),
    [
      "| × `node:http` | typeway | fastify |",
      "| --- | --: | --: |",
      "| constant | **1.10** | 0.80 |",
      "| a\\|b | **1.10** | 0.80 |",
      "",
    ].join("\n"),
  );
});

t.test("a page takes results between its marks, and is left alone without them", async (t) => {
  const marks = (inner) =>
    `# A\n\n<!-- benchmark: written by \`npm run bench -- --save\` -->\n${inner}\n<!-- /benchmark -->\n\nB\n`;
  t.equal(insertResults(marks("\nold\n"), "new\n"), marks("\nnew\n"));
  t.equal(insertResults(insertResults(marks(""), "new\n"), "new\n"), marks("\nnew\n"), "again and again");
  t.equal(insertResults("# A\n", "new\n"), "# A\n");
});

t.test("text in a chart is text whatever it holds", async (t) => {
  t.equal(escapeXml(`<script>"a" & 'b'</script>`), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  t.equal(escapeXml("a\u0000b\u001bc\td"), "abc\td");
});

t.test("a chart", async (t) => {
  const svg = httpChartOf({ scenarios: [constant], apps, machine: { node: "v20.0.0" }, noise: { rate: 0.012 } });

  t.test("says how far its reference was from itself", async (t) => {
    t.match(svg, "One run, Node v20.0.0; node:http against itself was up to 1.2 % off.</text>");
  });

  t.test("has a title and says its figures to those who do not see it", async (t) => {
    t.match(svg, 'role="img" aria-labelledby="title description"');
    t.match(svg, '<title id="title">Requests per second, times hand-written node:http</title>');
    t.match(svg, '<desc id="description">constant: typeway 1.10, fastify 0.80.</desc>');
  });

  t.test("has a bar for each app, and a line at that of the reference", async (t) => {
    const bars = [...svg.matchAll(/<rect class="(own|peer)"[^>]* width="([\d.]+)"/g)].map(([, kind, width]) => [
      kind,
      Number(width),
    ]);
    const [, zero] = /<rect class="own" x="([\d.]+)"/.exec(svg);
    const [, one] = /<line class="one" x1="([\d.]+)"/.exec(svg);
    t.strictSame(
      bars.map(([kind]) => kind),
      ["own", "peer"],
    );
    const unit = Number(one) - Number(zero);
    t.strictSame(
      bars.map(([, width]) => (width / unit).toFixed(2)),
      ["1.10", "0.80"],
    );
  });

  t.test("has colours of its own for dark pages, and nothing from elsewhere", async (t) => {
    t.match(svg, "prefers-color-scheme: dark");
    t.notMatch(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), /https?:\/\/|href|<script|@import/);
  });

  t.test("of hostile names is still one document", async (t) => {
    const bars = [{ name: "</text><script>", value: 1, isOwn: false }];
    const hostile = chartOf({ title: "<b>", description: "&", note: "'", panels: [{ name: '"', bars }] });
    t.notMatch(hostile, /<script|<b>/);
    t.equal(hostile.match(/<text/g).length, hostile.match(/<\/text>/g).length);
  });

  t.test("of nothing is an empty page", async (t) => {
    t.match(httpChartOf({ scenarios: [], apps: [], machine: { node: "v20.0.0" } }), /<svg[\s\S]*<\/svg>/);
  });
});
