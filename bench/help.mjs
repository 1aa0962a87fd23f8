import { extras, references } from "./http/run/arguments.mjs";
import { parts } from "./scale/arguments.mjs";

/** What `--help` shows. @param {{ apps: readonly { name: string }[], scenarios: readonly { name: string }[] }} known */
export const helpText = ({
  apps,
  scenarios,
}) => `npm run bench -- [quick] [options]    whole requests, beside other frameworks
npm run bench -- scale [options]      many routes, many processes

  quick                 fewer scenarios and apps, in two minutes; all of it takes 25
  --scenario <names>    ${listed(scenarios)}
  --app <names>         ${listed(apps)};
                        ${references.join(" and ")} always take part
  --rounds <n>          how many slices each app is measured in
  --seconds <n>         how long each of them is
  --skip <names>        ${extras.join(", ")}
  --save                writes bench/results and the README instead of bench/.artifacts

  scale --part <names>  ${parts.join(", ")}
  scale --routes <ns>   sizes of programs, as in 10,1000

Names and sizes are separated by commas. bench/README.md says how it is measured.`;

const listed = (ones) =>
  ones
    .map(({ name }) => name)
    .join(",")
    .replace(/(.{50,70},)/g, "$1\n                        ");
