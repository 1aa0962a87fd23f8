/** Where a run took place. */
import os from "node:os";
import { isPinned } from "./cores.mjs";

export const machineOf = () => ({
  node: process.version,
  system: `${os.type()} ${os.release()}`,
  processor: os.cpus()[0]?.model.trim(),
  cores: os.cpus().length,
  memory: `${(os.totalmem() / 2 ** 30).toFixed(1)} GB`,
  isPinned,
});

export const machineText = ({ node, system, processor, cores }) =>
  `Node ${node}, ${cores} ${cores === 1 ? "core" : "cores"} (${processor}), ${system}`;
