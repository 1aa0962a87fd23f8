/** As much load as the server takes, from the other core: `wrk` where it is installed, else autocannon. */
import { execFileSync } from "node:child_process";
import * as autocannon from "./autocannon.mjs";
import * as wrk from "./wrk.mjs";

function hasWrk() {
  try {
    execFileSync("wrk", ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // It prints its version and ends with 1.
    return error.code !== "ENOENT";
  }
}

export const loader = hasWrk() ? "wrk" : "autocannon";
export const connections = 64;

const send = loader === "wrk" ? wrk.send : autocannon.send;

/**
 * Sends these in turn over connections that are kept, each as soon as the one before it is answered.
 * @returns {Promise<{ requests: number, seconds: number, refused: number, broken: number }>} `refused`: answered with a
 * status from 400; `broken`: not answered
 */
export const load = (port, requests, seconds) => send({ port, requests, seconds, connections });
