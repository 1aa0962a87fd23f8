const styles = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Whether to colour what goes to a stream: `NO_COLOR` and `FORCE_COLOR` first, else whether a person looks at it. */
export function hasColor(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return stream.isTTY === true;
}

export type Paint = (text: string, ...names: (keyof typeof styles)[]) => string;

export const painter =
  (color: boolean): Paint =>
  (text, ...names) =>
    color && names.length > 0 ? `${names.map((name) => `\u001b[${styles[name]}m`).join("")}${text}\u001b[0m` : text;

/** Columns as wide as their widest cell, two spaces apart; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
