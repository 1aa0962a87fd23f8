/** For ts-patch, which loads plugins with `require`. */
import plugin = require("./plugin.js");

export = plugin.typeway;
