import { Elysia, t } from "elysia";

const taking = (...names) => ({ params: t.Object(Object.fromEntries(names.map((name) => [name, t.Integer()]))) });
const byId = taking("id");
const byItem = taking("id", "item");
const readId = ({ params: { id } }) => ({ id });
const readItem = ({ params: { id, item } }) => ({ id, item });

/** The ten routes of a part. */
export const part = new Elysia()
  .get("", () => ({ kind: "list" }))
  .get("/recent", () => ({ kind: "recent" }))
  .get("/summary", () => ({ kind: "summary" }))
  .get("/:id", readId, byId)
  .delete("/:id", readId, byId)
  .get("/:id/history", readId, byId)
  .get("/:id/items", readId, byId)
  .get("/:id/items/:item", readItem, byItem)
  .delete("/:id/items/:item", readItem, byItem)
  .get(
    "/:id/items/:item/notes/:note",
    ({ params: { id, item, note } }) => ({ id, item, note }),
    taking("id", "item", "note"),
  );
