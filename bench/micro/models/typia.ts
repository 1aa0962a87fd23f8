import typia from "typia";
import type { Article, Meeting, Order, Row, User } from "./models.js";

/** As JSON has it: typia does not decode, its `Date` is an instance. */
type OnWire<T> = { [K in keyof T]: T[K] extends Date ? string & typia.tags.Format<"date-time"> : T[K] };

export const programs = {
  User: {
    isPrune: typia.misc.createIsPrune<User>(),
    is: typia.createIs<User>(),
    validate: typia.createValidate<User>(),
    stringify: typia.json.createStringify<User>(),
    assertStringify: typia.json.createAssertStringify<User>(),
  },
  Order: {
    isPrune: typia.misc.createIsPrune<Order>(),
    is: typia.createIs<Order>(),
    validate: typia.createValidate<Order>(),
    stringify: typia.json.createStringify<Order>(),
    assertStringify: typia.json.createAssertStringify<Order>(),
  },
  RowList: {
    isPrune: typia.misc.createIsPrune<Row[]>(),
    is: typia.createIs<Row[]>(),
    validate: typia.createValidate<Row[]>(),
    stringify: typia.json.createStringify<Row[]>(),
    assertStringify: typia.json.createAssertStringify<Row[]>(),
  },
  Article: {
    isPrune: typia.misc.createIsPrune<Article>(),
    is: typia.createIs<Article>(),
    validate: typia.createValidate<Article>(),
    stringify: typia.json.createStringify<Article>(),
    assertStringify: typia.json.createAssertStringify<Article>(),
  },
  MeetingList: {
    isPrune: typia.misc.createIsPrune<OnWire<Meeting>[]>(),
    is: typia.createIs<OnWire<Meeting>[]>(),
    validate: typia.createValidate<OnWire<Meeting>[]>(),
    stringify: typia.json.createStringify<Meeting[]>(),
    assertStringify: typia.json.createAssertStringify<Meeting[]>(),
  },
};
