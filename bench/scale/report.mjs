/** What many routes and many processes do, as lines. */
import { columns, megabytesText, ratioText, spreadText } from "../http/run/report/figures.mjs";

const ratio = (summary) => (summary === undefined ? "" : spreadText(summary));
const failed = ({ failure }, width) => [`FAILED: ${failure}`, ...Array(width).fill("")];

export const matchingLines = (results) =>
  columns([
    ["whole requests", "routes", "requests/s", "µs each", "x the fewest routes"],
    ...results.map((one) => [
      one.name,
      String(one.size),
      ...(one.failure === undefined
        ? [one.perSecond.median.toFixed(0), one.microseconds.median.toFixed(1), ratio(one.toFewest)]
        : failed(one, 2)),
    ]),
  ]);

export const routerLines = (results) =>
  columns([
    ["in process, the router alone", "routes", "ns each", "x the fewest routes"],
    ...results.map(({ name, size, nanoseconds, toFewest }) => [
      name,
      String(size),
      nanoseconds.median.toFixed(0),
      ratio(toFewest),
    ]),
  ]);

export const startLines = (results) =>
  columns([
    ["from the start of the process", "routes", "to the first answer", "x none", "processor", "memory", "each route"],
    ...results.map((one) => [
      one.name,
      String(one.size),
      ...(one.failure === undefined ? startCells(one) : failed(one, 4)),
    ]),
  ]);

const startCells = ({ milliseconds, toEmpty, processorToEmpty, memory, bytesPerRoute }) => [
  `${milliseconds.median.toFixed(0)} ms`,
  ratio(toEmpty),
  ratioText(processorToEmpty),
  megabytesText(memory),
  bytesPerRoute === undefined ? "" : `${(bytesPerRoute / 1024).toFixed(1)} KB`,
];

const clocks = { milliseconds: "on the clock", processor: "of processor time" };

export const startAimLines = (aims) =>
  aims.map(
    ({ name, figure, empty, full, most, isMet }) =>
      `  ${name}: 1000 routes take ${full.toFixed(0)} ms ${clocks[figure]}; the aim is 1.3 x ${empty.toFixed(0)} ms + 100 ms = ${most.toFixed(0)} ms: ${isMet ? "met" : "missed"}`,
  );

export const workerLines = (results) =>
  columns([
    ["workers", "", "requests/s", "x one worker", "processor time each, x one worker"],
    ...results.map((one) => [
      one.app,
      String(one.count),
      ...(one.failure === undefined
        ? [one.perSecond.median.toFixed(0), ratio(one.toOne), ratio(one.costToOne)]
        : failed(one, 2)),
    ]),
  ]);
