/** Tables of ratios, each made within one round: what slows one app down slows the others of the round as well. */

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const median = (numbers) => sorted(numbers)[numbers.length >> 1];
const quantile = (numbers, share) => sorted(numbers)[Math.floor((numbers.length - 1) * share)];

const summary = (numbers) => ({
  median: median(numbers),
  spread: [quantile(numbers, 0.25), quantile(numbers, 0.75)],
});

const rate = ({ requests, seconds }) => requests / seconds;
const cost = ({ processor, requests }) => (processor === undefined ? undefined : (processor / requests) * 1e6);

/** How many times as many requests as a reference, by round. */
function ratiosTo(reference, trial, figure) {
  const pairs = trial.slices.map((slice, round) => [figure(slice), figure(reference.slices[round])]);
  return pairs.some(([own, other]) => own === undefined || other === undefined)
    ? undefined
    : summary(pairs.map(([own, other]) => own / other));
}

/** @param trials each with the name of its app, that of its scenario, and its slices by round */
export function resultsOf(trials, references) {
  return trials.map((trial) => {
    const others = references.map((name) => trials.find((one) => one.app === name && one.scenario === trial.scenario));
    const given = others.filter((other) => other !== undefined);
    const inverse = (slice) => (cost(slice) === undefined ? undefined : 1 / cost(slice));
    return {
      scenario: trial.scenario,
      app: trial.app,
      perSecond: summary(trial.slices.map(rate)),
      microseconds: median(trial.slices.map(cost)),
      p50: median(trial.slices.map(({ p50 }) => p50)),
      p99: median(trial.slices.map(({ p99 }) => p99)),
      ratios: Object.fromEntries(given.map((other) => [other.app, ratiosTo(other, trial, rate)])),
      processorRatios: Object.fromEntries(given.map((other) => [other.app, ratiosTo(other, trial, inverse)])),
    };
  });
}

const cell = (ratio) =>
  ratio === undefined ? "" : `${ratio.median.toFixed(2)} [${ratio.spread.map((one) => one.toFixed(2)).join("-")}]`;

export function printScenario(scenario, results, references) {
  console.log(`\n${scenario.name}: ${scenario.what}`);
  const heads = references.flatMap((name) => [`x ${name}`, "by processor"]);
  console.log(
    `  ${"".padEnd(10)}${"requests/s".padStart(11)}${"µs each".padStart(9)}${heads.map((head) => head.padStart(19)).join("")}`,
  );
  for (const { app, perSecond, microseconds, ratios, processorRatios } of results) {
    const cells = references.flatMap((name) => [cell(ratios[name]), cell(processorRatios[name])]);
    const each = microseconds === undefined ? "" : microseconds.toFixed(1);
    const row = cells.map((one) => one.padStart(19)).join("");
    console.log(`  ${app.padEnd(10)}${perSecond.median.toFixed(0).padStart(11)}${each.padStart(9)}${row}`);
  }
}
