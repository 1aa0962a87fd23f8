import { type App, type Int, Router } from "typeway";
import { parts } from "#data";

interface Kind {
  kind: string;
}
interface Part {
  id: Int;
}
interface Item extends Part {
  item: Int;
}
interface Note extends Item {
  note: Int;
}

const part = new Router();
part.get("", (): Kind => ({ kind: "list" }));
part.get("/recent", (): Kind => ({ kind: "recent" }));
part.get("/summary", (): Kind => ({ kind: "summary" }));
part.get("/{id}", (id: Int): Part => ({ id }));
part.delete("/{id}", { status: 200 }, (id: Int): Part => ({ id }));
part.get("/{id}/history", (id: Int): Part => ({ id }));
part.get("/{id}/items", (id: Int): Part => ({ id }));
part.get("/{id}/items/{item}", (id: Int, item: Int): Item => ({ id, item }));
part.delete("/{id}/items/{item}", { status: 200 }, (id: Int, item: Int): Item => ({ id, item }));
part.get("/{id}/items/{item}/notes/{note}", (id: Int, item: Int, note: Int): Note => ({ id, item, note }));

/** A thousand routes: ten of each part. */
export function includeParts(app: App): void {
  for (const name of parts) app.include(part, { prefix: `/v1/${name}` });
}
