import { constant, typed, validated } from "./bases.mjs";
import { list, upload } from "./bulk.mjs";
import { refused, unknown } from "./refusals.mjs";
import { auth, fiveDependencies, oneDependency, threeMiddlewares } from "./structure.mjs";

/** @type {readonly import("./scenario.js").Scenario[]} */
export const scenarios = [
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
];
