/** What all apps answer with: the same values in every process. */

export const settings = { limit: 100 };
export const users = new Map([["7b0f4f1c2d", { name: "ada", roles: ["reader", "editor"] }]]);
export const sessions = new Map([["s-1", "ada"]]);

export const products = Array.from({ length: 100 }, (_, index) => ({
  id: index + 1,
  sku: `tea-${1000 + index}`,
  name: `Garden ${index + 1}, second flush`,
  price: 4.5 + index * 0.25,
  stock: (index * 7) % 50,
  tags: index % 2 === 0 ? ["green", "loose"] : ["black"],
  rating: index % 4 === 0 ? null : 3.5,
  isActive: index % 5 !== 0,
  updatedAt: "2026-03-14T09:26:53Z",
}));

/** Rows as a database's cursor gives them: one at a time, each awaited. */
export async function* readEvents() {
  for (let index = 0; index < 100; index++) yield { index, kind: "reading", value: index + 0.5, note: "as expected" };
}

/** The parts of the application with a thousand routes; each has ten. */
export const parts = Array.from({ length: 100 }, (_, index) => `part-${index}`);
