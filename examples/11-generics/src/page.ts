import type { Int, Maximum, Minimum } from "typeway";

/** A part of a list. In the document, `Page<Tea>` is `Page_Tea`. */
export interface Page<T> {
  items: T[];
  total: Int;
}

/** A generic function: each registration gets the checks of its own types. */
export function pagesOf<T>(all: readonly T[]) {
  return (page: Int & Minimum<1> = 1, size: Int & Minimum<1> & Maximum<100> = 2): Page<T> => ({
    items: all.slice((page - 1) * size, page * size),
    total: all.length,
  });
}
