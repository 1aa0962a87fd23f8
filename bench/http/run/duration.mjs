/** How long a run will take, said before it begins. */

/** Seconds, by experience: to start a server and check its answers, and to begin and end a slice of load. */
const startUp = 0.35;
const slice = 0.08;

/** @returns {number} seconds, about */
export function durationOf({ scenarios, apps, rounds, seconds, warmUp, latency, starts, hasTwin }) {
  const present = apps.filter(({ command }) => command !== undefined);
  const servers = present.length + (hasTwin ? 1 : 0);
  const cells = scenarios.reduce(
    (sum, { name }) => sum + servers - present.filter(({ without }) => without?.[name] !== undefined).length,
    0,
  );
  const each = startUp + warmUp + slice + rounds * (seconds + slice) + (latency === 0 ? 0 : latency + 0.4);
  return cells * each + starts * present.length * startUp;
}

export function durationText(seconds) {
  const rounded = Math.round(seconds);
  const [minutes, rest] = [Math.floor(rounded / 60), rounded % 60];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
}
