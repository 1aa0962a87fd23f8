import { ValidateError } from "@tsoa/runtime";
import express, { type NextFunction, type Request, type Response } from "express";
import { RegisterRoutes } from "../.artifacts/tsoa-source/shop/routes.js";
import { Unauthenticated } from "./authentication.js";

const app = express();
// What no other app here sends.
app.disable("x-powered-by");
app.disable("etag");
app.use(express.json());

RegisterRoutes(app);
if (process.env["ROUTES"] !== undefined) {
  const more = await import("../.artifacts/tsoa-source/parts/routes.js");
  more.RegisterRoutes(app);
}

app.use((_request, response) => {
  response.status(404).json({ detail: "Not Found" });
});
app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
  if (error instanceof ValidateError) response.status(422).json({ detail: error.fields });
  else if (error instanceof Unauthenticated)
    response.status(401).set("www-authenticate", "Bearer").json({ detail: error.message });
  else next(error);
});

app.listen(Number(process.env["PORT"]), "127.0.0.1");
