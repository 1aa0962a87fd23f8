// Errors of a shop, and functions that throw them: imported by the tests beside.
import { HttpError } from "typeway";

export interface Sku {
  sku: string;
}

/** The article is sold out. */
export class OutOfStock extends HttpError<409, Sku> {
  constructor(
    sku: string,
    readonly shelf = "A1",
  ) {
    super(409, { sku });
  }
}

/** The base of what all shops have in common. */
export abstract class ShopError<Status extends number, Code extends string> extends HttpError<Status, { code: Code }> {
  constructor(status: Status, code: Code) {
    super(status, { code }, { headers: { "x-shop": code } });
  }
}
export class Closed extends ShopError<503, "closed"> {
  constructor() {
    super(503, "closed");
  }
}
export class Reserved extends ShopError<409, "reserved"> {
  constructor() {
    super(409, "reserved");
  }
}

const stock = new Map([["tea", 2]]);

/** Takes one out of the shelf. */
export function take(sku: string): number {
  const left = stock.get(sku);
  if (left === undefined) throw new HttpError(404, `No article ${sku}`);
  if (left === 0) throw new OutOfStock(sku);
  stock.set(sku, left - 1);
  return left - 1;
}

export class Till {
  async pay(sku: string): Promise<number> {
    if (sku === "coffee") throw new Reserved();
    return take(sku);
  }
}

export function* openShop(sunday = false): Generator<Till> {
  if (sunday) throw new Closed();
  yield new Till();
}
