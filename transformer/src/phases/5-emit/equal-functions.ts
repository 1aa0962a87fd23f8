/** A declaration, but for its name: `(v) { … }`. */
export interface WrittenFunction {
  readonly name: string;
  readonly code: string;
}

/** Code and names of functions in turn. */
interface CutFunction {
  readonly name: string;
  readonly pieces: readonly string[];
}

/** Strings, of which nothing is changed, and generated names that are no property's. */
const tokenOf = (prefix: string): RegExp =>
  new RegExp(`"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|(?<![.\\w$])${prefix}[\\w$]+(?![\\w$:])`, "g");

/**
 * Two types of the same shape have functions that differ in nothing but names: of those only the first stays. All that
 * look alike are taken for equal until they turn out to call what is not; so even those are found that call each other.
 * @param prefix starts the name of every function
 * @returns the name of the first, by the name of each that goes
 */
export function findEqual(functions: readonly WrittenFunction[], prefix: string): ReadonlyMap<string, string> {
  const isFunction = new Set(functions.map(({ name }) => name));
  const token = tokenOf(prefix);
  const written = functions.map(({ name, code }) => ({ name, pieces: cutAtNames(code, token, isFunction) }));
  const { alone, alike } = divide(written);
  let firstByName = alone;
  for (let count = 0; ; ) {
    const firstByCode = new Map<string, string>();
    const next = new Map(alone);
    for (const { name, pieces } of alike) {
      const called = pieces.map((piece, index) => (index % 2 === 0 ? piece : (firstByName.get(piece) ?? " ")));
      const code = `${firstByName.get(name)} ${called.join("")}`;
      const first = firstByCode.get(code) ?? name;
      firstByCode.set(code, first);
      next.set(name, first);
    }
    firstByName = next;
    if (firstByCode.size === count) break;
    count = firstByCode.size;
  }
  return new Map([...firstByName].filter(([name, first]) => name !== first));
}

/** Most functions are like no other even without the names they call. */
function divide(functions: readonly CutFunction[]): {
  readonly alone: ReadonlyMap<string, string>;
  readonly alike: readonly CutFunction[];
} {
  const byCode = new Map<string, CutFunction[]>();
  for (const one of functions) {
    const code = one.pieces.filter((_, index) => index % 2 === 0).join(" ");
    const group = byCode.get(code);
    if (group) group.push(one);
    else byCode.set(code, [one]);
  }
  const groups = [...byCode.values()];
  return {
    alone: new Map(
      groups.flatMap(([only, ...others]) => (only && others.length === 0 ? [[only.name, only.name]] : [])),
    ),
    alike: groups.flatMap((group) => (group.length > 1 ? group : [])),
  };
}

function cutAtNames(code: string, token: RegExp, isFunction: ReadonlySet<string>): string[] {
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: text, index } of code.matchAll(token)) {
    if (!isFunction.has(text)) continue;
    pieces.push(code.slice(end, index), text);
    end = index + text.length;
  }
  return [...pieces, code.slice(end)];
}

/** Calls the functions that stay. */
export const rename = (code: string, kept: ReadonlyMap<string, string>, prefix: string): string =>
  kept.size === 0 ? code : code.replace(tokenOf(prefix), (text) => kept.get(text) ?? text);
