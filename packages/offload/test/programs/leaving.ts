/** Lets a thread compute once, and has nothing more to do. */
import { CONTRACT_VERSION, type CompiledWorker } from "@typeway/contract";
import { offload } from "@typeway/offload";
import { double } from "./heavy.js";

// What the transformer would write.
const compiled: CompiledWorker = {
  version: CONTRACT_VERSION,
  module: new URL("./heavy.js", import.meta.url).href,
  names: ["double"],
};
const doubleLater = offload(double, { idleTime: 600_000 }, compiled as never);
console.log(await doubleLater(21));
