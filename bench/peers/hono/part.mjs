import { Hono } from "hono";
import { Part, PartItem, PartNote } from "../zod-models.mjs";
import { checked } from "./checked.mjs";

const answer = (c) => c.json(c.req.valid("param"));

/** The ten routes of a part. */
export const part = new Hono()
  .get("/", (c) => c.json({ kind: "list" }))
  .get("/recent", (c) => c.json({ kind: "recent" }))
  .get("/summary", (c) => c.json({ kind: "summary" }))
  .get("/:id", checked("param", Part), answer)
  .delete("/:id", checked("param", Part), answer)
  .get("/:id/history", checked("param", Part), answer)
  .get("/:id/items", checked("param", Part), answer)
  .get("/:id/items/:item", checked("param", PartItem), answer)
  .delete("/:id/items/:item", checked("param", PartItem), answer)
  .get("/:id/items/:item/notes/:note", checked("param", PartNote), answer);
