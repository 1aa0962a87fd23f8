// Writes what the process has used, memory in kilobytes and processor time in microseconds, where the measuring script
// looks for it.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.REPORT_USAGE_TO, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }));
});
