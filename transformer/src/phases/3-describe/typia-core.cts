/** typia, loaded by `require`: its ES modules would import TypeScript, see `typescript.cts`. */
import core = require("@typia/core");

export = core;
