// Lesson 20: settings from the environment, read by the same rules as the texts of a request.
import { App, type Depends } from "typeway";
import { settings } from "./settings.js";

type Shared = Depends<typeof settings, { scope: "app" }>;

const app = new App({ title: "Settings" });
// Reads them at the start, so that a wrong one keeps the server from starting.
app.onStart(() => {
  settings();
});

/** What customers may know. */
app.get("/about", ({ name, currencies }: Shared) => ({ name, currencies }));

export default app;
