/**
 * One process that does everything, as a service does.
 * @param {readonly import("./scenario.js").Scenario[]} others
 * @returns {import("./scenario.js").Scenario}
 */
export function mixed(others) {
  // Each app does the same: what only apps that check can do is left out.
  const turns = others
    .filter(({ isOfChecks }) => isOfChecks !== true)
    .map(({ request, answer }) => ({ request, answer }));
  const [{ request, answer }] = turns;
  return { name: "mixed", what: `${turns.length} of the scenarios in turn, in one process`, request, answer, turns };
}
