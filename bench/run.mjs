/** `npm run bench`: whole requests; `npm run bench -- scale`: what many routes and many cores do. */
const [first, ...rest] = process.argv.slice(2);
if ([first, ...rest].some((word) => word === "--help" || word === "-h")) {
  const { findApps } = await import("./http/apps/index.mjs");
  const { scenarios } = await import("./http/scenarios/index.mjs");
  const { helpText } = await import("./help.mjs");
  console.log(helpText({ apps: findApps(), scenarios }));
} else if (first === "scale") {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...rest);
  await import("./scale/run.mjs");
} else {
  await import("./http/run/run.mjs");
}
