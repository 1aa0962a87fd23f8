export { type Offloadable, type Offloaded, type OffloadOptions, offload } from "./offload.js";
export { WorkerPool, type WorkerPoolOptions } from "./worker-pool.js";
