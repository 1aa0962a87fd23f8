import type { Default, Int, Maximum, Minimum } from "typeway";

/** Which part of a list is wanted. */
export interface PageRequest {
  /** Counted from 1. */
  page: Default<Int & Minimum<1> & Maximum<1_000_000>, 1>;
  /** How many items make a page. */
  size: Default<Int & Minimum<1> & Maximum<100>, 20>;
}

/** A part of a list. */
export interface Page<T> {
  items: T[];
  /** How many items all pages have together. */
  total: Int;
  page: Int;
  size: Int;
}

export function pageOf<T>(items: T[], total: number, { page, size }: PageRequest): Page<T> {
  return { items, total, page, size };
}

/** How many items stand before the page. */
export const offsetOf = ({ page, size }: PageRequest): number => (page - 1) * size;
