// Lesson 2: parameters in the path and in the query.
// A type is a promise: `Int` is an integer when the function runs, and the request is refused (422) when it is not.
import { App, type Comma, type Int, type Query } from "typeway";

type Order = "name" | "price";

/** Several parameters that belong together. */
interface Window {
  from?: Date;
  until?: Date;
}

/** An object inside an object is written with brackets. */
interface Search {
  price?: { min?: Int; max?: Int };
  colors?: Comma<string[]>;
}

const app = new App({ title: "Path and query", version: "1.0.0" });

/** In the path, because the path has a segment of that name. */
app.get("/items/{itemId}", (itemId: Int) => ({ itemId }));

/** In the query: `q` may be absent, `limit` has a default, `order` is one of two words. */
app.get("/items", (q?: string, limit: Int = 10, order: Order = "name") => ({ q, limit, order }));

/** A list is a parameter that is repeated: `?tag=new&tag=cheap`. */
app.get("/tags", (tag: string[] = []) => ({ tag }));

/** A marker names the place, and may name the parameter: this one reads `?sort-by=`. */
app.get("/sorted", (sortBy: Query<Order, "sort-by">) => ({ sortBy }));

/** `Query` of an object reads each of its properties. */
app.get("/events", (window: Query<Window>) => window);

/** An object inside it is `?price[min]=1&price[max]=5`, and a list may be one text: `?colors=red,blue`. */
app.get("/search", (search: Query<Search>, q?: string) => ({ search, q }));

/** `{name*}` takes the rest of the path, slashes included. */
app.get("/files/{path*}", (path: string) => ({ path }));

export default app;
