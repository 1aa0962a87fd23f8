import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The top of the repository. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const readme = readFileSync(`${root}README.md`, "utf8");

/** A request as the README shows it, with the answer it promises. */
export interface Exchange {
  readonly method: string;
  /** From the first slash on. */
  readonly path: string;
  readonly json?: string;
  readonly status: number;
  /** The body it shows; where it shows none, only the status counts. */
  readonly answer?: string;
}

/** The code of one language under a heading; the text before the first heading is under the title. */
export function codeOf(heading: string, language: string): string[] {
  const section = readme.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`README.md has no heading '${heading}'.`);
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code]) =>
    name === language && code !== undefined ? [code] : [],
  );
}

export function exchangesOf(heading: string): Exchange[] {
  return codeOf(heading, "console").flatMap((code) =>
    code
      .split(/^\$ /m)
      .filter((part) => part !== "")
      .map(readExchange),
  );
}

/** Of curl it knows what the README uses: an address, `-X` and `--json`; the status stands in the comment. */
function readExchange(text: string): Exchange {
  const [line = "", ...answer] = text.trimEnd().split("\n");
  const [, command = "", status = ""] = /^(curl .*?) +# (\d{3})$/.exec(line) ?? [];
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const after = (option: string) => (words.includes(option) ? words[words.indexOf(option) + 1] : undefined);
  const address = words[1];
  if (address === undefined) throw new Error(`README.md has a request that cannot be read: ${line}`);
  const json = after("--json");
  return {
    method: after("-X") ?? (json === undefined ? "GET" : "POST"),
    path: address.slice(address.indexOf("/")),
    ...(json !== undefined && { json }),
    status: Number(status),
    ...(answer.length > 0 && { answer: answer.join("\n") }),
  };
}
