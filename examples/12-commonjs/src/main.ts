// Lesson 12: a CommonJS project ("type": "commonjs" in package.json) works like any other. The compiler writes `require`.
import { App, type Depends, type Int, type Minimum } from "typeway";
import type { openCellar } from "./cellar.js";

const app = new App({ title: "CommonJS", version: "1.0.0" });

/** Take bottles from the cellar. */
app.post("/bottles", (count: Int & Minimum<1>, cellar: Depends<typeof openCellar>) => cellar.take(count));

export default app;
