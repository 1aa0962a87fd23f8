/** What is decoded and encoded. typia's programmers read the same types: the tags are in its form. */
import type { Email, Format, Int, Maximum, MaxLength, Minimum, MinLength, Pattern, Uuid } from "typeway";

/** Small: one flat object. */
export interface User {
  id: Int & Minimum<1>;
  name: string & MinLength<1> & MaxLength<100>;
  email: Email;
  age: Int & Minimum<0> & Maximum<150>;
  isActive: boolean;
  role: "admin" | "editor" | "reader";
  nickname?: string & MaxLength<50>;
}

export interface Address {
  street: string & MinLength<1>;
  city: string & MinLength<1>;
  zip: string & Pattern<"^[0-9]{5}$">;
  country: string & MinLength<2> & MaxLength<2>;
}

export interface Line {
  sku: string & MinLength<1> & MaxLength<40>;
  quantity: Int & Minimum<1> & Maximum<1000>;
  price: number & Minimum<0>;
  tags: string[];
  note?: string | null;
}

/** Nested: objects in objects and a list of them. */
export interface Order {
  id: Uuid;
  customer: { id: Int & Minimum<1>; name: string & MinLength<1>; email: Email };
  billing: Address;
  shipping?: Address;
  lines: Line[];
  state: "draft" | "paid" | "sent" | "returned";
  placedAt: string & Format<"date-time">;
  total: number & Minimum<0>;
}

/** An item of a long list. */
export interface Row {
  id: Int & Minimum<1>;
  title: string & MinLength<1> & MaxLength<200>;
  price: number & Minimum<0>;
  stock: Int & Minimum<0>;
  isNew: boolean;
  kind: "book" | "film" | "game";
  tags: string[];
  sku: string & Pattern<"^[A-Z]{3}-[0-9]+$">;
}

/** Text more than structure. */
export interface Article {
  id: Int & Minimum<1>;
  title: string & MinLength<1> & MaxLength<300>;
  summary?: string;
  body: string;
  paragraphs: string[];
}

/** A `Date` in memory, text on the wire. */
export interface Meeting {
  id: Int & Minimum<1>;
  subject: string & MinLength<1>;
  startsAt: Date;
  endsAt: Date;
}
