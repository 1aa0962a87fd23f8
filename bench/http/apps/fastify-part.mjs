const integer = { type: "integer" };
const object = (...names) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, integer])),
  required: names,
});

const kind = { schema: { response: { 200: { type: "object", properties: { kind: { type: "string" } } } } } };
const taking = (...names) => ({ schema: { params: object(...names), response: { 200: object(...names) } } });
const byId = taking("id");
const byItem = taking("id", "item");

const readId = ({ params }) => ({ id: params.id });
const readItem = ({ params }) => ({ id: params.id, item: params.item });

/** The ten routes of a part. */
export async function part(app) {
  app.get("/", kind, () => ({ kind: "list" }));
  app.get("/recent", kind, () => ({ kind: "recent" }));
  app.get("/summary", kind, () => ({ kind: "summary" }));
  app.get("/:id", byId, readId);
  app.delete("/:id", byId, readId);
  app.get("/:id/history", byId, readId);
  app.get("/:id/items", byId, readId);
  app.get("/:id/items/:item", byItem, readItem);
  app.delete("/:id/items/:item", byItem, readItem);
  app.get("/:id/items/:item/notes/:note", taking("id", "item", "note"), ({ params }) => ({
    id: params.id,
    item: params.item,
    note: params.note,
  }));
}
