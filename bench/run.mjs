/** `npm run bench`: whole requests; `npm run bench -- scale`: what many routes and many cores do. */
const [first, ...rest] = process.argv.slice(2);
if (first === "scale") {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...rest);
  await import("./scale/run.mjs");
} else {
  await import("./http/run/run.mjs");
}
