import { constant, typed, validated } from "./bases.mjs";
import { list, streaming, upload } from "./bulk.mjs";
import { mixed } from "./mixed.mjs";
import { refused, unknown } from "./refusals.mjs";
import { manyRoutes } from "./routes.mjs";
import { auth, fiveDependencies, oneDependency, threeMiddlewares } from "./structure.mjs";

const alone = [
  constant,
  typed,
  validated,
  list,
  upload,
  unknown,
  refused,
  oneDependency,
  fiveDependencies,
  auth,
  threeMiddlewares,
  streaming,
];

/** @type {readonly import("./scenario.js").Scenario[]} */
export const scenarios = [...alone, manyRoutes, mixed(alone)];
