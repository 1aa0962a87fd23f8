/** Installs what is compared with where it is absent, and compiles the apps that need a compiler for their decorators. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { peersFolder } from "../http/apps/packages.mjs";
import { installation, missingOf, peers } from "./index.mjs";

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const node = (...args) => execFileSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });

/**
 * What cannot be had here is left out, and its app says so.
 * @param {readonly string[]} names of the apps that are wanted
 * @param {(line: string) => void} say
 */
export function preparePeers(names, say) {
  const wanted = peers.filter(({ name }) => names.includes(name));
  if (wanted.some((peer) => missingOf(peer).length > 0)) install(say);
  for (const peer of wanted) {
    if (peer.sources === undefined || missingOf(peer).length > 0 || isBuilt(peer)) continue;
    say(`Compiling ${peer.name}.`);
    attempt(say, `${peer.name} could not be compiled`, () => build(peer));
  }
}

function install(say) {
  say(`Frameworks to compare with are not installed. Installing them: ${installation}`);
  attempt(say, "They could not be installed", () =>
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"], {
      cwd: peersFolder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    }),
  );
}

function build({ sources }) {
  const folder = path.join(peersFolder, sources);
  const generate = path.join(folder, "generate.mjs");
  if (existsSync(generate)) node(generate);
  node(tsc, "-p", path.join(folder, "tsconfig.json"));
}

/** Whether nothing it is made from is newer than what it was made into. */
function isBuilt({ main, sources }) {
  const built = path.join(peersFolder, main);
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const folder = path.join(peersFolder, sources);
  return readdirSync(folder).every((file) => statSync(path.join(folder, file)).mtimeMs <= mtimeMs);
}

function attempt(say, failure, run) {
  try {
    run();
  } catch (error) {
    say(`${failure}: ${error.message}`);
  }
}
