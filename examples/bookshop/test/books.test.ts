import { onEachDatabase } from "./shop.js";

const emma = {
  isbn: "9780141439587",
  title: "Emma",
  price: 899,
  stock: 6,
  publishedOn: "1815-12-23",
  language: "en",
  tags: ["novel", "romance"],
  author: { id: 1, name: "Jane Austen" },
};

const northangerAbbey = {
  isbn: "9780141439792",
  title: "Northanger Abbey",
  authorId: 1,
  price: 799,
  publishedOn: "1817-12-20",
  language: "en",
};

await onEachDatabase(async (t, shop) => {
  await t.test("a book: is found by its ISBN", async (t) => {
    const answer = await shop.get("/books/9780141439587");
    t.equal(answer.status, 200);
    t.strictSame(answer.json(), emma);
  });

  await t.test("a book: 404 when the shop does not have it", async (t) => {
    const answer = await shop.get("/books/9780000000002");
    t.equal(answer.status, 404);
    t.strictSame(answer.json(), { detail: "Book not found" });
  });

  await t.test("a book: 422 when the path is no ISBN", async (t) => {
    const answer = await shop.get("/books/emma");
    t.equal(answer.status, 422);
    t.match(answer.json(), {
      detail: [{ type: "string_pattern_mismatch", loc: ["path", "isbn"], input: "emma" }],
    });
  });

  await t.test("the search: pages through all books by title", async (t) => {
    const first = await shop.get("/books");
    t.equal(first.status, 200);
    const { items, ...page } = first.json<{ items: { title: string }[] }>();
    t.strictSame(page, { total: 39, page: 1, size: 20 });
    t.equal(items.length, 20);

    const second = await shop.get("/books", { query: { page: 2 } });
    const titles = [...items, ...second.json<{ items: { title: string }[] }>().items].map(({ title }) => title);
    t.equal(new Set(titles).size, 39);

    const beyond = await shop.get("/books", { query: { page: 3 } });
    t.strictSame(beyond.json(), { items: [], total: 39, page: 3, size: 20 });
  });

  const searches: [string, Record<string, string | number | boolean>, string[]][] = [
    ["a part of a title, in any case", { text: "EXPECT" }, ["Great Expectations"]],
    ["a part of an author's name", { text: "shelley" }, ["Frankenstein", "The Last Man"]],
    ["a word in which % stands for itself", { text: "%%" }, []],
    [
      "a language",
      { language: "fr", sort: "publishedOn" },
      ["Les Trois Mousquetaires", "Vingt ans après", "Le Comte de Monte-Cristo"],
    ],
    ["a tag", { tag: "horror" }, ["Frankenstein"]],
    ["an author", { authorId: 6, sort: "price" }, ["The Mill on the Floss", "Middlemarch"]],
    ["an author, in stock only", { authorId: 6, inStock: true }, ["Middlemarch"]],
    ["a price", { maxPrice: 600, sort: "price", descending: true }, ["Die Verwandlung", "坊っちゃん"]],
  ];
  for (const [what, query, titles] of searches) {
    await t.test(`the search: by ${what}`, async (t) => {
      const answer = await shop.get("/books", { query });
      t.equal(answer.status, 200);
      t.strictSame(
        answer.json<{ items: { title: string }[] }>().items.map(({ title }) => title),
        titles,
      );
    });
  }

  await t.test("the search: 422 names every bad parameter at once", async (t) => {
    const answer = await shop.get("/books", { query: { page: 0, size: 1000, sort: "colour", inStock: "perhaps" } });
    t.equal(answer.status, 422);
    t.strictSame(
      answer
        .json<{ detail: { type: string; loc: string[] }[] }>()
        .detail.map(({ type, loc }) => [type, ...loc])
        .sort(),
      [
        ["bool_parsing", "query", "inStock"],
        ["greater_than_equal", "query", "page"],
        ["less_than_equal", "query", "size"],
        ["literal_error", "query", "sort"],
      ],
    );
  });

  await t.test("a new book: 201, its place, and the next GET returns it", async (t) => {
    const added = await shop.post("/books", { json: northangerAbbey });
    t.equal(added.status, 201);
    t.equal(added.headers.get("location"), "/books/9780141439792");
    const { authorId, ...own } = northangerAbbey;
    t.strictSame(added.json<object>(), { ...own, stock: 0, tags: [], author: { id: 1, name: "Jane Austen" } });

    const found = await shop.get("/books/9780141439792");
    t.equal(found.status, 200);
    t.strictSame(found.json(), added.json());
  });

  await t.test("a new book: 409 when the shop already has its ISBN", async (t) => {
    const answer = await shop.post("/books", { json: { ...northangerAbbey, isbn: emma.isbn } });
    t.equal(answer.status, 409);
    t.strictSame(answer.json(), { detail: "The shop already has a book with this ISBN" });
    t.strictSame((await shop.get("/books/9780141439587")).json(), emma);
  });

  await t.test("a new book: 404 when its author is unknown", async (t) => {
    const answer = await shop.post("/books", { json: { ...northangerAbbey, isbn: "9780141439808", authorId: 4711 } });
    t.equal(answer.status, 404);
    t.strictSame(answer.json(), { detail: "Author not found" });
  });

  await t.test("a new book: 422 names every bad property at once", async (t) => {
    const answer = await shop.post("/books", {
      json: {
        ...northangerAbbey,
        title: "",
        price: 9.5,
        publishedOn: "20 December",
        tags: ["a", "a"],
        isbn: undefined,
      },
    });
    t.equal(answer.status, 422);
    t.strictSame(
      answer
        .json<{ detail: { loc: string[] }[] }>()
        .detail.map(({ loc }) => loc.slice(0, 2))
        .sort(),
      [
        ["body", "isbn"],
        ["body", "price"],
        ["body", "publishedOn"],
        ["body", "tags"],
        ["body", "title"],
      ],
    );
  });

  await t.test("a change: leaves what it does not name as it is", async (t) => {
    const changed = await shop.patch("/books/9780141439587", { json: { price: 950, stock: 7 } });
    t.equal(changed.status, 200);
    t.strictSame(changed.json(), { ...emma, price: 950, stock: 7 });
    t.strictSame((await shop.get("/books/9780141439587")).json(), { ...emma, price: 950, stock: 7 });
  });

  await t.test("a change: of nothing changes nothing, not even what has a default", async (t) => {
    const answer = await shop.patch("/books/9780141439587", { json: {} });
    t.equal(answer.status, 200);
    t.strictSame(answer.json(), { ...emma, price: 950, stock: 7 });
  });

  await t.test("a change: an ISBN in the body is not a change", async (t) => {
    const answer = await shop.patch("/books/9780141439587", { json: { isbn: "9780141439808" } });
    t.equal(answer.status, 200);
    t.equal((await shop.get("/books/9780141439587")).status, 200);
    t.equal((await shop.get("/books/9780141439808")).status, 404);
  });

  await t.test("a change: 404 for an unknown book, and for an unknown author", async (t) => {
    const unknownBook = await shop.patch("/books/9780000000002", { json: { stock: 1 } });
    t.equal(unknownBook.status, 404);
    t.strictSame(unknownBook.json(), { detail: "Book not found" });
    const unknownAuthor = await shop.patch("/books/9780141439587", { json: { authorId: 4711 } });
    t.equal(unknownAuthor.status, 404);
    t.strictSame(unknownAuthor.json(), { detail: "Author not found" });
  });

  await t.test("a removed book: 204 without a body, then 404", async (t) => {
    const removed = await shop.delete("/books/9780141439792");
    t.equal(removed.status, 204);
    t.equal(removed.text, "");
    t.equal((await shop.get("/books/9780141439792")).status, 404);
    t.equal((await shop.delete("/books/9780141439792")).status, 404);
  });

  await t.test("a removed book: 409 when somebody ordered it", async (t) => {
    const answer = await shop.delete("/books/9780141439471");
    t.equal(answer.status, 409);
    t.strictSame(answer.json(), { detail: "The book has been ordered, so it has to stay" });
    t.equal((await shop.get("/books/9780141439471")).status, 200);
  });
});
