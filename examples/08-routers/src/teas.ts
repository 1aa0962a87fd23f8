import { type Int, Router } from "typeway";

/** A router is a part of an application, usually a file. Its prefix and tags are those of all its routes. */
export const teas = new Router({ prefix: "/teas", tags: ["Teas"] });

/** List teas. */
teas.get("", () => ["Assam", "Sencha"]);

/** Read a tea. */
teas.get("/{teaId}", (teaId: Int) => ({ teaId }));
