import { onEachDatabase } from "./shop.js";

await onEachDatabase(async (t, shop) => {
  await t.test("the authors: come by name, in pages", async (t) => {
    const answer = await shop.get("/authors", { query: { size: 2, page: 2 } });
    t.equal(answer.status, 200);
    t.strictSame(answer.json(), {
      items: [
        { id: 5, name: "Charlotte Brontë", born: 1816 },
        {
          id: 11,
          name: "Franz Kafka",
          born: 1883,
          biography: "Asked a friend to burn it all. The friend had other ideas.",
        },
      ],
      total: 13,
      page: 2,
      size: 2,
    });
  });

  await t.test("the authors: are found by a part of the name, in any case", async (t) => {
    const answer = await shop.get("/authors", { query: { name: "DOSTO" } });
    t.strictSame(answer.json(), {
      items: [{ id: 7, name: "Fyodor Dostoevsky", born: 1821 }],
      total: 1,
      page: 1,
      size: 20,
    });
  });

  await t.test("an author: 404 when unknown, 422 when the path is no number", async (t) => {
    const unknown = await shop.get("/authors/4711");
    t.equal(unknown.status, 404);
    t.strictSame(unknown.json(), { detail: "Author not found" });
    for (const path of ["/authors/jane", "/authors/1.5", "/authors/99999999999"]) {
      t.equal((await shop.get(path)).status, 422, path);
    }
  });

  await t.test("an author: is added, read, changed and removed", async (t) => {
    const added = await shop.post("/authors", { json: { name: "Clarice Lispector", born: 1920 } });
    t.equal(added.status, 201);
    const { id } = added.json<{ id: number }>();
    t.strictSame(added.json(), { id, name: "Clarice Lispector", born: 1920 });
    t.equal(added.headers.get("location"), `/authors/${id}`);

    const biography = "Wrote her first novel in rented rooms.\nShe was twenty-three.";
    const changed = await shop.patch(`/authors/${id}`, { json: { biography } });
    t.equal(changed.status, 200);
    t.strictSame(changed.json(), { id, name: "Clarice Lispector", born: 1920, biography });
    t.strictSame((await shop.get(`/authors/${id}`)).json(), changed.json());

    const removed = await shop.delete(`/authors/${id}`);
    t.equal(removed.status, 204);
    t.equal((await shop.get(`/authors/${id}`)).status, 404);
  });

  await t.test("an author: 422 for a name that is empty or has control characters", async (t) => {
    for (const name of ["", "Clarice\u0000", "two\nlines"]) {
      const answer = await shop.post("/authors", { json: { name } });
      t.equal(answer.status, 422, JSON.stringify(name));
      t.match(answer.json(), { detail: [{ loc: ["body", "name"] }] });
    }
  });

  await t.test("an author: 409 when the shop still has books", async (t) => {
    const answer = await shop.delete("/authors/2");
    t.equal(answer.status, 409);
    t.strictSame(answer.json(), { detail: "The author still has books here, such as 'Frankenstein'" });
    t.equal((await shop.get("/authors/2")).status, 200);
  });
});
