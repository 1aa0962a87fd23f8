/** The frameworks of this folder, with what each needs. */
import { existsSync } from "node:fs";
import path from "node:path";
import { peersFolder, versionOf } from "../http/apps/packages.mjs";

/** What installs them; the benchmark does so by itself. */
export const installation = "npm ci --prefix bench/peers";

/** Those with `sources`, a folder, are compiled into `main`. */
export const peers = [
  {
    name: "hono",
    packages: ["hono", "@hono/node-server", "@hono/zod-validator", "zod"],
    differs: "middleware stands for dependencies; answers are not checked",
    main: "hono/main.mjs",
  },
  {
    name: "elysia",
    packages: ["elysia", "@elysiajs/node", "@sinclair/typebox"],
    differs:
      "resolve stands for dependencies, what runs before and after a handler for middleware; answers are not checked",
    main: "elysia/main.mjs",
  },
  {
    name: "express",
    packages: ["express", "zod"],
    differs: "middleware stands for dependencies, also for what checks; answers are not checked; no etags",
    main: "express/main.mjs",
  },
  {
    name: "nestjs",
    packages: ["@nestjs/core", "@nestjs/platform-fastify", "fastify", "class-validator", "class-transformer"],
    differs: "a guard, an interceptor and decorators stand for dependencies and middleware; answers are not checked",
    sources: "nest",
    main: ".artifacts/nest/main.js",
  },
  {
    name: "tsoa",
    packages: ["tsoa", "express"],
    differs:
      "on Express; calls of a controller stand for dependencies; dates and addresses are patterns; answers are not checked",
    sources: "tsoa",
    main: ".artifacts/tsoa/tsoa/main.js",
  },
];

/** @returns the packages it has to do without */
export const missingOf = ({ packages }) => packages.filter((one) => versionOf(one, peersFolder) === undefined);

/** @returns {import("../http/apps/app.js").App[]} */
export function findPeers() {
  return peers.map((peer) => {
    const { name, packages, differs, main } = peer;
    const app = { name, differs, checks: true };
    const missing = missingOf(peer);
    if (missing.length > 0) return { ...app, version: `absent: no ${missing.join(", ")} (${installation})` };
    const file = path.join(peersFolder, main);
    if (!existsSync(file)) return { ...app, version: "absent: not compiled" };
    const [own, ...others] = packages;
    const rest = others.map((one) => `, ${one} ${versionOf(one, peersFolder)}`).join("");
    return { ...app, version: `${versionOf(own, peersFolder)}${rest}`, command: process.execPath, args: [file] };
  });
}
