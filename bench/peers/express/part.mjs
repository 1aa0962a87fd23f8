import { Router } from "express";
import { Part, PartItem, PartNote } from "../zod-models.mjs";
import { checked } from "./checked.mjs";

const kind = (name) => (_request, response) => {
  response.json({ kind: name });
};
const answer = (_request, response) => {
  response.json(response.locals.params);
};
const byId = checked({ params: Part });
const byItem = checked({ params: PartItem });

/** The ten routes of a part. */
export const part = Router()
  .get("/", kind("list"))
  .get("/recent", kind("recent"))
  .get("/summary", kind("summary"))
  .get("/:id", byId, answer)
  .delete("/:id", byId, answer)
  .get("/:id/history", byId, answer)
  .get("/:id/items", byId, answer)
  .get("/:id/items/:item", byItem, answer)
  .delete("/:id/items/:item", byItem, answer)
  .get("/:id/items/:item/notes/:note", checked({ params: PartNote }), answer);
