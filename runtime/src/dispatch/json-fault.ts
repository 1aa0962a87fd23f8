const space = /[ \t\n\r]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

/** Where a text stops being JSON. */
export interface JsonFault {
  /** In UTF-16 units. */
  readonly offset: number;
  readonly expected: string;
}

/**
 * Finds the mistake in a text that `JSON.parse` refuses; run only after a refusal, because V8's own message names no
 * place for most of them. Iterative, so that depth costs no stack.
 * @see RFC 8259
 */
export function findJsonFault(text: string): JsonFault {
  return new Scan(text).run();
}

class Scan {
  readonly #text: string;
  #at = 0;
  /** What closes the containers that are open, the innermost last. */
  readonly #open: ("]" | "}")[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): JsonFault {
    for (;;) {
      const fault = this.#value() ?? this.#afterValue();
      if (fault !== undefined) return fault;
    }
  }

  /** A scalar or an empty container, or the opening of one and, in an object, the first key. */
  #value(): JsonFault | undefined {
    for (;;) {
      this.#skip(space);
      if (this.#take("[")) {
        if (this.#take("]")) return undefined;
        this.#open.push("]");
      } else if (this.#take("{")) {
        if (this.#take("}")) return undefined;
        this.#open.push("}");
        const fault = this.#key("a key in double quotes or '}'");
        if (fault !== undefined) return fault;
      } else if (this.#text[this.#at] === '"') return this.#string();
      else return this.#skip(number) || this.#skip(word) ? undefined : this.#fault("a value");
    }
  }

  /** Closes what ends here, then passes the comma, and in an object the next key. */
  #afterValue(): JsonFault | undefined {
    let close = this.#open.at(-1);
    while (close !== undefined && this.#take(close)) {
      this.#open.pop();
      close = this.#open.at(-1);
    }
    this.#skip(space);
    if (close === undefined) return this.#fault("the end");
    if (!this.#take(",")) return this.#fault(`',' or '${close}'`);
    return close === "}" ? this.#key("a key in double quotes") : undefined;
  }

  #key(expected: string): JsonFault | undefined {
    this.#skip(space);
    if (this.#text[this.#at] !== '"') return this.#fault(expected);
    const fault = this.#string();
    if (fault !== undefined) return fault;
    return this.#take(":") ? undefined : this.#fault("':'");
  }

  /** By a loop: a pattern would keep a place to go back to for each character of a long string. */
  #string(): JsonFault | undefined {
    this.#at += 1;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) return this.#fault("'\"' at the end of the string");
      if (char < " ") return this.#fault("an escape instead of a control character");
      if (char === "\\") {
        if (!this.#skip(escaped)) return this.#fault("an escape that JSON knows");
        continue;
      }
      this.#at += 1;
      if (char === '"') return undefined;
    }
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #take(char: string): boolean {
    this.#skip(space);
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #fault(expected: string): JsonFault {
    return { offset: this.#at, expected };
  }
}
