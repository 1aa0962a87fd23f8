/** A thousand routes by hand: the parts are a set, and what follows is told apart by its length. */
import { parts } from "./data.mjs";
import { send } from "./node-http-send.mjs";

const known = new Set(parts);
const kinds = new Map([
  ["", "list"],
  ["recent", "recent"],
  ["summary", "summary"],
]);

/** @returns whether the path is one of ours */
export function answerPart({ method, url }, response) {
  const [, version, part, id = "", items, item, notes, note] = url.split("/");
  if (version !== "v1" || !known.has(part)) return false;
  if (kinds.has(id)) send(response, 200, { kind: kinds.get(id) });
  else if (items === undefined || items === "history") send(response, 200, { id: Number(id) });
  else if (items !== "items") return false;
  else if (item === undefined) send(response, 200, { id: Number(id) });
  else if (notes === undefined) send(response, 200, { id: Number(id), item: Number(item) });
  else if (notes !== "notes" || method !== "GET") return false;
  else send(response, 200, { id: Number(id), item: Number(item), note: Number(note) });
  return true;
}
