/** A table of one stage: for each case the time of Typeway and what each peer makes of the reference's speed. */
export function printStage(stage, results) {
  const peers = [...new Set(results.map(({ peer }) => peer))];
  console.log(`\n${stage.name}: times the speed of ${stage.reference}; Typeway's target is ${stage.target.toFixed(1)}`);
  for (const line of stage.note) console.log(`  ${line}`);
  for (const peer of peers) console.log(`  ${peer}: ${results.find((result) => result.peer === peer).work}`);
  console.log(`  ${"".padEnd(16)}${"typeway".padStart(11)} ${peers.map((peer) => peer.padStart(19)).join("")}`);
  for (const name of new Set(results.map((result) => result.case))) {
    const row = results.filter((result) => result.case === name);
    const own = row.find(({ peer }) => peer === "typeway");
    const cells = peers.map((peer) => cell(row.find((result) => result.peer === peer)));
    const isMissed = own.ratio < stage.target ? "  missed" : "";
    console.log(`  ${name.padEnd(16)}${time(own.nanoseconds).padStart(11)} ${cells.join("")}${isMissed}`);
  }
}

const time = (nanoseconds) =>
  nanoseconds < 10_000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(1)} µs`;

/** Empty for a peer that takes no part in the case. */
function cell(result) {
  if (result === undefined) return "".padStart(19);
  const { ratio, spread } = result;
  const [low, high] = spread.map((one) => one.toFixed(2));
  return `${ratio.toFixed(2)} [${low}-${high}]`.padStart(19);
}
