const prototypeOfIterators: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

type Pair = readonly [name: string, value: string];

/** Web IDL's default iterator: it goes by place, so that what is set or deleted meanwhile counts. */
export class FieldIterator<T> implements IterableIterator<T, undefined> {
  readonly #fields: () => readonly Pair[];
  readonly #pick: (field: Pair) => T;
  #place = 0;

  static {
    Object.setPrototypeOf(FieldIterator.prototype, prototypeOfIterators);
  }

  /** @param fields asked for anew at each step */
  constructor(fields: () => readonly Pair[], pick: (field: Pair) => T) {
    this.#fields = fields;
    this.#pick = pick;
  }

  next(): IteratorResult<T, undefined> {
    const field = this.#fields()[this.#place];
    if (field === undefined) return { done: true, value: undefined };
    this.#place += 1;
    return { done: false, value: this.#pick(field) };
  }

  [Symbol.iterator](): this {
    return this;
  }

  get [Symbol.toStringTag](): string {
    return "Headers Iterator";
  }
}
