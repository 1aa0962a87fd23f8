/** Bars of ratios, a panel for each scenario, as SVG: text as text, readable on light and dark pages. */

const width = 900;
const columns = 3;
const margin = 16;
const panelGap = 24;
const headHeight = 64;
const titleHeight = 26;
const barHeight = 12;
const rowHeight = 17;
const nameWidth = 104;
const valueWidth = 34;
const panelWidth = (width - 2 * margin - (columns - 1) * panelGap) / columns;
const barsWidth = panelWidth - nameWidth - valueWidth;

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const isAllowed = (character) => /[\t\n\r]/.test(character) || character >= " ";

/** Safe as text and between quotes; without characters that XML has no way to write. */
export const escapeXml = (text) =>
  [...String(text)]
    .filter(isAllowed)
    .map((character) => entities[character] ?? character)
    .join("");

const style = `
  .page { fill: #ffffff; } text { fill: #1f2328; font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; }
  .title { font-size: 16px; font-weight: 600; } .panel { font-weight: 600; } .note { fill: #59636e; font-size: 11px; }
  .peer { fill: #9aa4b0; } .own { fill: #0f766e; } .own-text { font-weight: 600; } .one { stroke: #59636e; stroke-dasharray: 3 3; }
  .value { stroke: #ffffff; stroke-width: 3px; paint-order: stroke; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; } text { fill: #e6edf3; } .note { fill: #9198a1; } .peer { fill: #59636e; } .own { fill: #2dd4bf; }
    .one { stroke: #9198a1; } .value { stroke: #0d1117; }
  }
`;

const number = (value) => String(Math.round(value * 10) / 10);

/**
 * @param {{ title: string, description: string, note: string, panels: readonly { name: string, bars: readonly
 * { name: string, value: number, isOwn: boolean }[] }[] }} chart `value`: times the reference, which is the line at 1.00
 */
export function chartOf({ title, description, note, panels }) {
  const rows = Math.max(1, ...panels.map(({ bars }) => bars.length));
  const panelHeight = titleHeight + rows * rowHeight + panelGap;
  const height = headHeight + Math.ceil(panels.length / columns) * panelHeight + margin;
  const most = Math.max(1, ...panels.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const at = (index) => ({
    x: margin + (index % columns) * (panelWidth + panelGap),
    y: headHeight + Math.floor(index / columns) * panelHeight,
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="6"/>`,
    `<text class="title" x="${margin}" y="30">${escapeXml(title)}</text>`,
    `<text class="note" x="${margin}" y="48">${escapeXml(note)}</text>`,
    ...panels.map((panel, index) => panelOf(panel, at(index), most)),
    "</svg>",
    "",
  ].join("\n");
}

function panelOf({ name, bars }, { x, y }, most) {
  const zero = x + nameWidth;
  const one = number(zero + barsWidth / most);
  const top = y + titleHeight;
  const placed = bars.map((bar, index) => ({
    ...bar,
    x,
    zero,
    y: top + index * rowHeight,
    length: (bar.value / most) * barsWidth,
  }));
  return [
    `<g><text class="panel" x="${number(x)}" y="${number(y + 16)}">${escapeXml(name)}</text>`,
    ...placed.map(barOf),
    `<line class="one" x1="${one}" x2="${one}" y1="${number(top - 4)}" y2="${number(top + bars.length * rowHeight)}"/>`,
    ...placed.map(textsOf),
    "</g>",
  ].join("\n");
}

const barOf = ({ zero, y, length, isOwn }) =>
  `<rect class="${isOwn ? "own" : "peer"}" x="${number(zero)}" y="${number(y)}" width="${number(length)}" height="${barHeight}" rx="2"/>`;

function textsOf({ name, value, isOwn, x, zero, y, length }) {
  const baseline = number(y + barHeight - 2);
  const kind = isOwn ? "value own-text" : "value";
  return [
    `<text class="${kind}" x="${number(x)}" y="${baseline}">${escapeXml(name)}</text>`,
    `<text class="${kind}" x="${number(zero + length + 4)}" y="${baseline}">${value.toFixed(2)}</text>`,
  ].join("");
}
