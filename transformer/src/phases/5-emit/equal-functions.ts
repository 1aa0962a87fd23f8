/** A declaration, but for its name: `(v) { … }`. */
export interface WrittenFunction {
  readonly name: string;
  readonly code: string;
}

/** Strings, of which nothing is changed, and names that are no property's. */
const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![.\w$])[A-Za-z_$][\w$]*(?![\w$:])/g;

/**
 * Two types of the same shape have functions that differ in nothing but names: of those only the first stays. All that
 * look alike are taken for equal until they turn out to call what is not; so even those are found that call each other.
 * @returns the name of the first, by the name of each that goes
 */
export function findEqual(functions: readonly WrittenFunction[]): ReadonlyMap<string, string> {
  const isFunction = new Set(functions.map(({ name }) => name));
  const written = functions.map(({ name, code }) => ({ name, pieces: cutAtNames(code, isFunction) }));
  let firstByName: ReadonlyMap<string, string> = new Map();
  for (let count = 0; ; ) {
    const firstByCode = new Map<string, string>();
    const next = new Map<string, string>();
    for (const { name, pieces } of written) {
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

/** Code and names of functions in turn. */
function cutAtNames(code: string, isFunction: ReadonlySet<string>): string[] {
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
export const rename = (code: string, kept: ReadonlyMap<string, string>): string =>
  kept.size === 0 ? code : code.replace(token, (text) => kept.get(text) ?? text);
