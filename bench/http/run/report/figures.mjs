/** Figures as texts. */

export const spreadText = ({ median, spread }) =>
  `${median.toFixed(2)} [${spread.map((one) => one.toFixed(2)).join("-")}]`;

export const ratioText = (ratio) => (ratio === undefined ? "" : ratio.median.toFixed(2));

export const millisecondsText = (number) => (number === undefined ? "" : number.toFixed(number < 10 ? 2 : 0));

export const megabytesText = (bytes) => (bytes === undefined ? "" : `${(bytes / 2 ** 20).toFixed(0)} MB`);

export const percentText = (share) => `${(share * 100).toFixed(1)} %`;

/** Rows of texts as columns: the first aligned to the left, the others to the right. */
export function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row.map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])));
  return rows.map((row) => `  ${line(row).join("  ")}`.trimEnd());
}
