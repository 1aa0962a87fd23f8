/**
 * TypeScript, loaded by `require`. Node reads a CommonJS module that is imported twice over, to find out its format
 * and its names; for one of nine megabytes that takes longer than to run it.
 */
import ts = require("typescript");

export = ts;
