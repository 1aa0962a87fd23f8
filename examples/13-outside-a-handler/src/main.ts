// Lesson 13: the same types outside a handler. This program has no server: it reads, checks, writes and describes data.
import { type Compiled, type Default, type Int, type Minimum, parse, parseJson, schemaOf, toJson } from "typeway";

export interface Order {
  item: string;
  count: Int & Minimum<1>;
  due: Date;
  gift: Default<boolean, false>;
}

/** Throws a `ValidationError` that names every mistake. The type comes from where the value goes. */
export const readOrders = (text: string): Order[] => parseJson(text);

/** Only what the type declares; dates are texts again. A value that is not of its type is an error, never a silent null. */
export const writeOrders = (orders: Order[]): string => JSON.stringify(toJson(orders));

/** The JSON Schema of what is read: for an editor, for a form, for a language model's tool. */
export const orderSchema = schemaOf<Order>();

/** A generic function of your own hands its last argument on; each of its callers is completed. */
export function readSetting<T>(name: string, usual: T, compiled?: Compiled<T, "data">): T {
  const text = process.env[name];
  return text === undefined ? usual : parse<T>(JSON.parse(text), compiled);
}

export const limit = (): number => readSetting<Int & Minimum<1>>("ORDER_LIMIT", 10);
