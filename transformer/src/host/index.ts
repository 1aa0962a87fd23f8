export { type BuildOptions, type BuildResult, build } from "./build.js";
export { type CheckResult, check } from "./check.js";
export { type FormatOptions, formatDiagnostics, summarizeDiagnostics } from "./format-diagnostics.js";
export { type Located, type LocateOptions, locate } from "./locate.js";
export type { ProjectOptions } from "./project-file.js";
export { type Output, type Watcher, type WatchOptions, type WatchResult, watch } from "./watch.js";
