import type { Encoder } from "@typeway/contract";

type Class = abstract new (...args: never[]) => unknown;

/** Keyed by the class itself, so that an encoder lives exactly as long as its class. */
const makerByClass = new WeakMap<object, () => Encoder>();
const encoderByClass = new WeakMap<object, Encoder>();

/** Leaves beside a class of errors how the detail of its errors is written. */
export function detail(owner: Class, make: () => Encoder): void {
  makerByClass.set(owner, make);
}

/** What was left beside the class of an error, or the nearest above it; `undefined` where nothing is known of its detail. */
export function detailEncoderOf(error: object): Encoder | undefined {
  for (let each: object | null = error.constructor; each !== null; each = Object.getPrototypeOf(each)) {
    const known = encoderByClass.get(each);
    if (known !== undefined) return known;
    const made = makerByClass.get(each)?.();
    if (made === undefined) continue;
    encoderByClass.set(each, made);
    return made;
  }
  return undefined;
}
