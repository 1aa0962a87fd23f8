/** A type argument as a call's arguments tell it: where they are silent, a written return type must not speak for them. */
export type Given<T> = [T][T extends unknown ? 0 : never];
