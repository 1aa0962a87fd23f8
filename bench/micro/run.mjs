/**
 * Decoding, explaining, encoding, queries and routes against the field, in one process, the peers taking turns.
 * `node run.mjs --rounds 15 --case small,nested --stage encode`
 */
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { printStage } from "./report.mjs";
import { samples } from "./samples.mjs";
import { stages } from "./stages.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    slice: { type: "string", default: "12" },
    case: { type: "string", default: "" },
    stage: { type: "string", default: "" },
    peer: { type: "string", default: "" },
  },
});
const isWanted = (names, name) => names === "" || names.split(",").some((wanted) => name.startsWith(wanted));
const sliceNs = Number(options.slice) * 1e6;

/** How often another program has taken the processor away. */
const interruptions = () => process.resourceUsage().involuntaryContextSwitches;

/**
 * One slice of a peer's time on a case: nanoseconds for one value. What was interrupted by another program is left out:
 * on a machine with other work to do those few measurements would decide.
 */
function measure({ sample, texts, stage, run, cursor }, sliceLength) {
  const inputs = new Array(sample.batch);
  let spent = 0;
  let count = 0;
  let last;
  // Where the parsing takes much longer than what is measured, there are fewer measurements.
  const end = performance.now() + sliceLength / 1e5;
  while (count === 0 || (spent < sliceLength && performance.now() < end)) {
    for (let index = 0; index < inputs.length; index++) {
      inputs[index] = stage.prepare(sample, texts[cursor.next++ % texts.length]);
    }
    const before = interruptions();
    const started = process.hrtime.bigint();
    for (let index = 0; index < inputs.length; index++) last = run(inputs[index]);
    const time = Number(process.hrtime.bigint() - started);
    if (interruptions() !== before) continue;
    spent += time;
    count += inputs.length;
  }
  if (last === undefined) throw new Error(`${stage.name}, ${sample.name}: a value was refused.`);
  return spent / count;
}

const trials = [];
for (const stage of stages.filter(({ name }) => isWanted(options.stage, name))) {
  for (const sample of (stage.cases ?? samples).filter(({ name }) => isWanted(options.case, name))) {
    if (stage.without === sample.name) continue;
    const all = stage.peers(sample.model);
    for (const [name, peer] of Object.entries(all)) {
      if (!isWanted(options.peer, name) && name !== stage.reference && name !== "typeway") continue;
      stage.verify(sample, peer, peer.run, all);
      const texts = stage.texts(sample);
      trials.push({ stage, sample, texts, name, run: peer.run, work: peer.work, cursor: { next: 0 }, times: [] });
    }
  }
}

// Everything once before anything is timed: in a server the functions that all models share have seen them all, too.
for (const trial of trials) measure(trial, 10 * sliceNs);
for (let round = 0; round < Number(options.rounds); round++) {
  for (let turn = 0; turn < trials.length; turn++) {
    const trial = trials[(turn + round) % trials.length];
    trial.times.push(measure(trial, sliceNs));
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const quantile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)];

/** How many times as fast as the reference, by round. */
function resultOf(trial) {
  const { stage, sample, name, work, times } = trial;
  const reference = trials.find((one) => one.stage === stage && one.sample === sample && one.name === stage.reference);
  const ratios = times.map((time, round) => reference.times[round] / time);
  return {
    stage: stage.name,
    case: sample.name,
    peer: name,
    work,
    nanoseconds: median(times),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  };
}

const results = trials.map(resultOf);
const machine = `Node ${process.version}, ${os.cpus().length} cores (${os.cpus()[0]?.model})`;
console.log(`${machine}; medians of ${options.rounds} rounds, in brackets the middle half of the rounds`);
for (const stage of new Set(trials.map((trial) => trial.stage))) {
  printStage(
    stage,
    results.filter((result) => result.stage === stage.name),
  );
}
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../.artifacts");
mkdirSync(folder, { recursive: true });
writeFileSync(
  path.join(folder, "micro.json"),
  JSON.stringify({ machine, rounds: Number(options.rounds), results }, null, 2),
);
