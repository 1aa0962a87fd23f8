// Lesson 14: teach a type once. The functions behind these types are called wherever the types are used.
import { App, type Int, type Minimum, type ReadOnly, type Secret } from "typeway";
import type { Id, Isbn, Login, Money, Name, Period } from "./types.js";

interface Loan {
  /** Only ever in answers. */
  number?: ReadOnly<Int>;
  reader: Id;
  book: Isbn;
  period: Period;
  /** Only ever in requests, and shown in no error and no log. */
  pin: Secret<string>;
}

/** Made by its constructor, so that what a request leaves out has a value. */
class Search {
  name: Name = "*";
  limit: Int & Minimum<1> = 20;
  prices: Money[] = [];

  get isOpen(): boolean {
    return this.name === "*";
  }
}

const app = new App({ title: "Library", version: "1.0.0" });

app.post("/loans", { status: 201 }, (loan: Loan): Loan => ({ ...loan, number: 1 }));
app.get("/prices/{price}", (price: Money, count: Int & Minimum<1> = 1): Money => price.times(count));
app.get("/readers/{id}", (id: Id, login?: Login) => ({ id, login }));
app.post("/searches", (search: Search) => ({ ...search, isOpen: search.isOpen }));

export default app;
