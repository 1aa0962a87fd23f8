/** Builds what the apps are compiled from, outside of what is timed. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The whole command for Windows, where npm is a script of the shell. */
const npm = (folder, ...args) =>
  execFileSync("npm", ["--silent", ...args], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });

/** Typeway itself is built where it never was; whoever changes it builds it again. */
export function buildTypeway() {
  if (!existsSync(path.join(root, "packages/typeway/dist/index.js"))) npm(root, "run", "build:packages");
}

export function buildApps() {
  buildTypeway();
  npm(path.join(root, "bench"), "run", "build:http");
}
