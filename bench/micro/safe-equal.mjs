/**
 * Whether `safeEqual` takes a time that tells how much of a key was guessed: Welch's t between guesses that share nothing
 * with the key and guesses that share all but the last character, 20 000 of each in random order. Below 4.5 nothing is told.
 * A plain `===` stands beside it. Run on a quiet machine: `npm run safe-equal -w @typeway/bench`.
 */
import { randomBytes } from "node:crypto";
import { safeEqual } from "@typeway/runtime";

const samples = 20_000;
const key = randomBytes(4096).toString("hex");
const near = `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`;
const far = `${key.startsWith("0") ? "1" : "0"}${key.slice(1)}`;

function timesOf(compare) {
  const times = { near: [], far: [] };
  for (let i = 0; i < samples * 2 + 2_000; i++) {
    const kind = Math.random() < 0.5 ? "near" : "far";
    // A text of its own for each call: equal references would be compared by their address.
    const guess = Buffer.from(kind === "near" ? near : far).toString("latin1");
    const start = process.hrtime.bigint();
    compare(guess, key);
    const time = Number(process.hrtime.bigint() - start);
    if (i > 2_000) times[kind].push(time);
  }
  return times;
}

/** Without the slowest tenth, which are pauses of something else. */
function momentsOf(times) {
  const kept = [...times].sort((a, b) => a - b).slice(0, Math.floor(times.length * 0.9));
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1);
  return { mean, error: variance / kept.length };
}

for (const [name, compare] of Object.entries({ safeEqual, "===": (a, b) => a === b })) {
  const { near: close, far: distant } = timesOf(compare);
  const [a, b] = [momentsOf(close), momentsOf(distant)];
  const t = Math.abs(a.mean - b.mean) / Math.sqrt(a.error + b.error);
  console.log(`${name}: ${a.mean.toFixed(0)} ns near, ${b.mean.toFixed(0)} ns far, t = ${t.toFixed(1)}`);
}
