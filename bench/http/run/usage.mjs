/** What a process has taken of the machine, from `/proc`; undefined on systems that have none. */
import { readdirSync, readFileSync } from "node:fs";

const read = (path) => readFileSync(`/proc/${path}`, "utf8");

/** Of something that another system, or a process that has ended, does not say. */
function said(ask) {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

const nanoseconds = 1e-9;

/** The process and all that it started. */
function treeOf(pid) {
  const children = read(`${pid}/task/${pid}/children`)
    .split(" ")
    .filter((text) => text !== "");
  return [pid, ...children.flatMap(treeOf)];
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

const threadTime = (pid) => (thread) => Number(read(`${pid}/task/${thread}/schedstat`).split(" ")[0]);

/**
 * Seconds of processor time so far, of all its threads and processes: counted by the scheduler in nanoseconds, because
 * the figure in `stat` is in steps of 10 ms, too coarse for a slice of half a second.
 */
export const processorTimeOf = (pid) =>
  said(() => sum(treeOf(pid).map((one) => sum(readdirSync(`/proc/${one}/task`).map(threadTime(one))))) * nanoseconds);

function memoryOfOne(pid) {
  const status = read(`${pid}/status`);
  const bytes = (name) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, "m").exec(status)[1]) * 1024;
  return { resident: bytes("VmRSS"), peak: bytes("VmHWM") };
}

/** Bytes of memory that it holds now, and the most it ever held. */
export const memoryOf = (pid) =>
  said(() => {
    const all = treeOf(pid).map(memoryOfOne);
    return { resident: sum(all.map(({ resident }) => resident)), peak: sum(all.map(({ peak }) => peak)) };
  });
