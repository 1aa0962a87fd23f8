/**
 * typia, loaded by `require`: its ES modules would import TypeScript, see `typescript.cts`. It is bundled into this
 * file when the package is built, so that it meets our own TypeScript in every project.
 */
import core = require("@typia/core");

export = core;
