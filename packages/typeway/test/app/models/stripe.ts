// Types in the shape of a payment service's API: references that may be expanded, amounts, unions within unions.
import type { Default, Int, MaxLength, Minimum, MinLength, OrNull, Pattern, Uint32, Url } from "typeway";

type Id = string & Pattern<"^[a-z]+_[A-Za-z0-9]+$">;
type Currency = string & Pattern<"^[a-z]{3}$">;
type Country = string & Pattern<"^[A-Z]{2}$">;
type Amount = Int & Minimum<0>;
type Metadata = Record<string, string & MaxLength<500>>;
/** By its id, or in full. */
type Expandable<T> = Id | T;

export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}
export interface Address {
  city: string | null;
  country: Country | null;
  line1: string | null;
  postal_code: string | null;
}
export interface Customer {
  object: "customer";
  id: Id;
  balance: Int;
  email: string | null;
  address?: Address | null;
  default_source: Expandable<Card | BankAccount> | null;
  invoice_prefix?: string;
  metadata: Metadata;
  subscriptions?: List<Subscription>;
}
export interface DeletedCustomer {
  object: "customer";
  id: Id;
  deleted: true;
}
export interface Card {
  object: "card";
  id: Id;
  brand: "visa" | "mastercard" | "amex" | "unknown";
  last4: string & MinLength<4> & MaxLength<4>;
  exp_month: Int & Minimum<1>;
  exp_year: Int;
  customer?: Expandable<Customer> | null;
}
export interface BankAccount {
  object: "bank_account";
  id: Id;
  country: Country;
  currency: Currency;
  status: "new" | "validated" | "errored";
}
export interface Charge {
  object: "charge";
  id: Id;
  amount: Amount;
  amount_refunded: Amount;
  currency: Currency;
  customer: string | Customer | DeletedCustomer | null;
  invoice: Expandable<Invoice> | null;
  payment_method_details: PaymentMethodDetails | null;
  outcome: { type: string; risk_score?: Int; rule?: Expandable<Rule> } | null;
  refunds?: List<Refund> | null;
  status: "succeeded" | "pending" | "failed";
  created: Uint32;
  metadata: Metadata;
}
export interface Rule {
  id: string;
  action: string;
  predicate: string;
}
export interface Refund {
  object: "refund";
  id: Id;
  amount: Amount;
  charge: Expandable<Charge> | null;
  reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
}
export type PaymentMethodDetails =
  | {
      type: "card";
      card: { brand: string | null; checks: Record<"cvc" | "zip", "pass" | "fail" | null>; wallet?: Wallet | null };
    }
  | { type: "sepa_debit"; sepa_debit: { iban_last4: string; mandate: string | null } }
  | { type: "ideal"; ideal: { bank: "ing" | "rabobank" | "bunq" | null } }
  | { type: "cash"; received: number };
export type Wallet =
  | { type: "apple_pay"; dynamic_last4: string | null }
  | { type: "google_pay"; dynamic_last4: string | null }
  | { type: "link" };
export interface Price {
  object: "price";
  id: Id;
  currency: Currency;
  /** An integer, or a decimal with up to 12 places as text. */
  unit_amount: OrNull<Int>;
  unit_amount_decimal?: string | null;
  recurring: { interval: "day" | "week" | "month" | "year"; interval_count: Int & Minimum<1> } | null;
  tiers?: { flat_amount: bigint | null; up_to: Int | "inf" }[];
  product: Expandable<Product>;
}
export interface Product {
  object: "product";
  id: Id;
  name: string;
  active: Default<boolean, true>;
  images: Url[];
}
export interface Subscription {
  object: "subscription";
  id: Id;
  customer: Expandable<Customer | DeletedCustomer>;
  items: List<SubscriptionItem>;
  status: "incomplete" | "active" | "past_due" | "canceled";
  trial_end: Int | "now" | null;
  latest_invoice: Expandable<Invoice> | null;
  pause_collection?: { behavior: "keep_as_draft" | "void"; resumes_at?: Date } | null;
}
export interface SubscriptionItem {
  id: Id;
  price: Price;
  quantity?: Int & Minimum<0>;
}
export interface Invoice {
  object: "invoice";
  id: Id;
  charge: Expandable<Charge> | null;
  lines: List<{ amount: Int; description: string | null; proration: boolean; price?: Price | null }>;
  total: Int;
  discounts: (Id | Discount)[];
}
export type Discount = { coupon: { percent_off: number & Minimum<0> } | { amount_off: Amount; currency: Currency } };
export type Event =
  | { type: "charge.succeeded"; id: Id; data: { object: Charge; previous_attributes?: Partial<Charge> } }
  | { type: "charge.refunded"; id: Id; data: { object: Charge } }
  | { type: "customer.deleted"; id: Id; data: { object: Customer } }
  | { type: "invoice.paid" | "invoice.voided"; id: Id; data: { object: Invoice } };
export type ApiError =
  | { error: { type: "card_error"; code: string; decline_code?: string; charge?: Id } }
  | { error: { type: "invalid_request_error"; param: string; message: string } }
  | { error: { type: "api_error" } };
