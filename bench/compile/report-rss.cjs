// Writes the most memory the process has had, in kilobytes, where the measuring script looks for it.
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.REPORT_RSS_TO, String(process.resourceUsage().maxRSS)));
