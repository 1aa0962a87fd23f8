import { constant, typed, validated } from "./bases.mjs";
import { auth, fiveDependencies, oneDependency, threeMiddlewares } from "./structure.mjs";

/** @type {readonly import("./scenario.js").Scenario[]} */
export const scenarios = [constant, typed, validated, oneDependency, fiveDependencies, auth, threeMiddlewares];
