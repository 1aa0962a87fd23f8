/** From the start of a process to its first answer, and what it holds then, with none and with many routes. */
import { orderOf } from "../http/run/rounds.mjs";
import { startServer, stopServer } from "../http/run/servers.mjs";
import { median, ratiosTo, summaryOf } from "../http/run/statistics.mjs";
import { memoryOf } from "../http/run/usage.mjs";

/** @param apps each with a `size` and with the name of what it is compared with */
export async function measureStarts(apps, rounds) {
  const trials = apps.map(({ name, size, app }) => ({ name, size, app, starts: [], memories: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const trial of orderOf(trials, round)) {
      if (trial.failure === undefined) await addStart(trial);
    }
  }
  return trials.map((trial) =>
    figuresOf(
      trial,
      trials.find(({ name, size }) => name === trial.name && size === 0),
    ),
  );
}

async function addStart(trial) {
  try {
    const server = await startServer(trial.app);
    trial.starts.push(server.start);
    trial.memories.push(memoryOf(server.child.pid)?.resident ?? Number.NaN);
    await stopServer(server);
  } catch (error) {
    trial.failure = error.message;
  }
}

/** The memory of fewer routes is less than what differs from one start to the next. */
const fewestOfMemory = 1000;

const clockOf = ({ milliseconds }) => milliseconds;
const processorOf = ({ processor }) => processor;

function figuresOf({ name, size, starts, memories, failure }, empty) {
  if (failure !== undefined) return { name, size, failure };
  const isKnown = starts.every(({ processor }) => processor !== undefined);
  return {
    name,
    size,
    milliseconds: summaryOf(starts.map(clockOf)),
    processor: isKnown ? summaryOf(starts.map(processorOf)) : undefined,
    toEmpty: empty && ratiosTo(empty.starts, starts, clockOf),
    processorToEmpty: empty && ratiosTo(empty.starts, starts, processorOf),
    memory: median(memories),
    bytesPerRoute:
      size < fewestOfMemory || empty === undefined ? undefined : (median(memories) - median(empty.memories)) / size,
  };
}

/** 1000 routes may take 1.3 times as long as none and 100 ms more. */
export function startAimOf(starts, name, figure = "milliseconds") {
  const at = (size) => starts.find((one) => one.name === name && one.size === size)?.[figure]?.median;
  const [empty, full] = [at(0), at(1000)];
  if (empty === undefined || full === undefined) return undefined;
  const most = 1.3 * empty + 100;
  return { name, figure, empty, full, most, isMet: full <= most };
}
