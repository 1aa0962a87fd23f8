/** What is asked of a scenario when it is run. */

/** Sent in turn. @returns {readonly import("../scenarios/scenario.js").Exchange[]} */
export const exchangesOf = ({ request, answer, turns }) => turns ?? [{ request, answer }];

/** Why an app has no part in a scenario; undefined when it has. */
export function reasonWithout(app, scenario) {
  if (app.command === undefined) return app.version;
  if (scenario.isOfChecks && !app.checks) return "checks nothing";
  return app.without?.[scenario.name];
}
