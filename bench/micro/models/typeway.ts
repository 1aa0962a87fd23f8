import type { Compiled, Handler, Int, Maximum, Minimum, Query } from "typeway";
import type { Article, Meeting, Order, Row, User } from "./models.js";

/** What the transformer wrote for a handler: its last argument. */
const compiledOf = <H extends Handler>(_handler: H, compiled?: Compiled<H>): unknown => compiled;

export const endpoints = {
  User: compiledOf((body: User): User => body),
  Order: compiledOf((body: Order): Order => body),
  RowList: compiledOf((body: Row[]): Row[] => body),
  Article: compiledOf((body: Article): Article => body),
  MeetingList: compiledOf((body: Meeting[]): Meeting[] => body),
  search: compiledOf(
    (
      q: Query<string>,
      limit: Query<Int & Minimum<1> & Maximum<100>> = 10,
      offset: Query<Int> = 0,
      verbose: Query<boolean> = false,
    ): { q: string; limit: Int; offset: Int; verbose: boolean } => ({ q, limit, offset, verbose }),
  ),
};
