import type { Customer, OrderStatus } from "../orders.js";

interface SeedOrder {
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly customer: Customer;
  /** Titles and quantities. */
  readonly items: readonly (readonly [string, number])[];
}

export const firstOrders: readonly SeedOrder[] = [
  {
    status: "shipped",
    placedAt: new Date("2026-02-03T09:12:44Z"),
    customer: {
      name: "Inês Carvalho",
      email: "ines.carvalho@example.com",
      address: { street: "Rua da Rosa 112", postcode: "1200-389", city: "Lisboa", country: "PT" },
    },
    items: [
      ["Le città invisibili", 1],
      ["Mrs Dalloway", 1],
    ],
  },
  {
    status: "cancelled",
    placedAt: new Date("2026-02-05T17:40:02Z"),
    customer: {
      name: "Jonas Weber",
      email: "jonas.weber@example.com",
      address: { street: "Karl-Heine-Straße 30", postcode: "04229", city: "Leipzig", country: "DE" },
    },
    items: [["Solaris", 2]],
  },
  {
    status: "placed",
    placedAt: new Date("2026-02-06T08:05:19Z"),
    customer: {
      name: "Aoife Byrne",
      email: "aoife.byrne@example.com",
      address: { street: "14 Capel Street", postcode: "D01 X5H9", city: "Dublin", country: "IE" },
    },
    items: [
      ["Frankenstein", 3],
      ["Middlemarch", 1],
      ["The Last Man", 1],
    ],
  },
];
