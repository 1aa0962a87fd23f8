// Lesson 8: routers and mounted applications.
import { App } from "typeway";
import { reviews } from "./reviews.js";
import { teas } from "./teas.js";

const app = new App({ title: "Routers", version: "1.0.0" });

/** The same router twice: at `/reviews?teaId=1` and at `/teas/1/reviews`. */
app.include(teas);
app.include(reviews);
app.include(reviews, { prefix: "/teas/{teaId}" });

/** A mounted application has its own document, at `/admin/openapi.json`. */
const admin = new App({ title: "Administration", version: "1.0.0" });
admin.get("/health", () => ({ healthy: true }));
app.mount("/admin", admin);

/** Anything that answers a web Request, or any `node:http` request listener, can be mounted too. */
app.mount("/echo", async (request: Request) => new Response(`${request.method} ${new URL(request.url).pathname}`));

export default app;
