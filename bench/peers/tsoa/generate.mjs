/** What `tsoa routes` does: writes the routes of the controllers, and before that the controllers of a thousand routes. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generateRoutes } from "tsoa";
import { parts } from "#data";

const folder = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(folder, "../.artifacts/tsoa-source");

const integers = (...names) => `/**\n${names.map((name) => `   * @isInt ${name}\n`).join("")}   */`;

/** tsoa reads its decorators, and takes no variable for a path. */
const controllerOf = (name, index) => `
@Route("v1/${name}")
export class Part${index} extends Controller {
  @Get() public readList() { return { kind: "list" }; }
  @Get("recent") public readRecent() { return { kind: "recent" }; }
  @Get("summary") public readSummary() { return { kind: "summary" }; }
  ${integers("id")}
  @Get("{id}") public read(@Path() id: number) { return { id }; }
  ${integers("id")}
  @Delete("{id}") public remove(@Path() id: number) { return { id }; }
  ${integers("id")}
  @Get("{id}/history") public readHistory(@Path() id: number) { return { id }; }
  ${integers("id")}
  @Get("{id}/items") public readItems(@Path() id: number) { return { id }; }
  ${integers("id", "item")}
  @Get("{id}/items/{item}") public readItem(@Path() id: number, @Path() item: number) { return { id, item }; }
  ${integers("id", "item")}
  @Delete("{id}/items/{item}") public removeItem(@Path() id: number, @Path() item: number) { return { id, item }; }
  ${integers("id", "item", "note")}
  @Get("{id}/items/{item}/notes/{note}")
  public readNote(@Path() id: number, @Path() item: number, @Path() note: number) { return { id, item, note }; }
}
`;

const generate = (name, controllers) =>
  generateRoutes(
    {
      controllerPathGlobs: [controllers],
      routesDir: path.join(source, name),
      middleware: "express",
      authenticationModule: path.join(folder, "authentication.ts"),
      noImplicitAdditionalProperties: "silently-remove-extras",
      bodyCoercion: false,
      esm: true,
    },
    { experimentalDecorators: true, emitDecoratorMetadata: true, strict: true },
  );

mkdirSync(path.join(source, "parts"), { recursive: true });
writeFileSync(
  path.join(source, "parts/parts.controller.ts"),
  `import { Controller, Delete, Get, Path, Route } from "@tsoa/runtime";\n${parts.map(controllerOf).join("")}`,
);
await generate("shop", path.join(folder, "*.controller.ts"));
await generate("parts", path.join(source, "parts/*.controller.ts"));
