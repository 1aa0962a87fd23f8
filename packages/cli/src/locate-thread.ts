/** Runs in a thread of its own: finds what is built from a source file. */
import { parentPort, workerData } from "node:worker_threads";
import { locate } from "@typeway/transformer/host";
import type { LocateAnswer } from "./compiled.js";

const { source, cwd, tsconfig } = workerData as { source: string; cwd: string; tsconfig: string | undefined };
const answer: LocateAnswer = locate({ source, cwd, ...(tsconfig === undefined ? {} : { tsconfig }) });
parentPort?.postMessage(answer);
