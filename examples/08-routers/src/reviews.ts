import { type Int, Router } from "typeway";

/** `teaId` is not in these paths: whether it is a path or a query parameter is settled where the router is included. */
export const reviews = new Router({ tags: ["Reviews"] });

/** List reviews. */
reviews.get("/reviews", (teaId: Int) => [{ teaId, stars: 5 }]);
