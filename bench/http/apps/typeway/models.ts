import type { Email, Format, Int, MaxItems, Maximum, MaxLength, MinItems, Minimum, MinLength, Pattern } from "typeway";

export interface Address {
  street: string & MinLength<1>;
  city: string & MinLength<1>;
  zip: string & Pattern<"^[0-9]{5}$">;
  country: "DE" | "FR" | "GB" | "US";
}

export interface Line {
  sku: string & MinLength<1> & MaxLength<40>;
  quantity: Int & Minimum<1> & Maximum<1000>;
  price: number & Minimum<0>;
  note: (string & MaxLength<200>) | null;
}

export interface Order {
  customer: { name: string & MinLength<1> & MaxLength<100>; email: Email; address: Address };
  lines: Line[] & MinItems<1> & MaxItems<100>;
  placedAt: string & Format<"date-time">;
  isGift: boolean;
}

export interface Receipt extends Order {
  id: Int;
  total: number;
}

export interface Product {
  id: Int;
  sku: string;
  name: string;
  price: number;
  stock: Int;
  tags: string[];
  rating: number | null;
  isActive: boolean;
  updatedAt: string & Format<"date-time">;
}

export interface Movement {
  sku: string & MinLength<1> & MaxLength<40>;
  quantity: Int & Minimum<-1000> & Maximum<1000>;
  kind: "in" | "out" | "count";
  at: string & Format<"date-time">;
  note: (string & MaxLength<200>) | null;
}

export interface Stock {
  warehouse: string & MinLength<1> & MaxLength<40>;
  movements: Movement[] & MinItems<1> & MaxItems<1000>;
}

export interface Balance {
  warehouse: string;
  count: Int;
  balance: Int;
}
