/** Who takes part, and how each is started. Every app listens on 127.0.0.1 at `PORT`. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const versionOf = (name) => JSON.parse(readFileSync(findPackage(name), "utf8")).version;

/** Packages need not export their `package.json`. */
function findPackage(name) {
  for (const place of require.resolve.paths(name) ?? []) {
    const file = path.join(place, name, "package.json");
    if (existsSync(file)) return file;
  }
  throw new Error(`${name} is not installed`);
}

const node = (...file) => ({ command: process.execPath, args: [path.join(folder, ...file)] });

/** A Python that has FastAPI, and which versions it has. */
function findFastApi() {
  const ask = "import fastapi, pydantic, uvicorn; print(fastapi.__version__, pydantic.VERSION, uvicorn.__version__)";
  const extras = ["uvloop", "httptools"];
  for (const python of ["python3", "/usr/bin/python3"]) {
    const versions = tryPython(python, ask);
    if (versions === undefined) continue;
    const [fastapi, pydantic, uvicorn] = versions.trim().split(" ");
    const found = extras.filter((name) => tryPython(python, `import ${name}`) !== undefined);
    const with_ = found.length === 0 ? "" : ` with ${found.join(" and ")}`;
    return { python, version: `${fastapi}, pydantic ${pydantic}, uvicorn ${uvicorn}${with_}` };
  }
  return undefined;
}

function tryPython(python, code) {
  try {
    return execFileSync(python, ["-c", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

/**
 * `checks`: it checks its input, and is asked for what it refuses. An app without `command` is absent, and `version` says
 * why.
 */
export function findApps() {
  const fastApi = findFastApi();
  return [
    { name: "node:http", version: process.version, checks: false, ...node("node-http.mjs") },
    {
      name: "typeway",
      version: versionOf("typeway"),
      checks: true,
      ...node("..", "..", ".artifacts", "http", "typeway", "main.js"),
    },
    { name: "fastify", version: versionOf("fastify"), checks: true, ...node("fastify.mjs") },
    fastApi === undefined
      ? { name: "fastapi", version: "absent: no Python here has fastapi and uvicorn" }
      : {
          name: "fastapi",
          version: fastApi.version,
          checks: true,
          command: fastApi.python,
          args: ["-m", "uvicorn", "fast_api:app", "--app-dir", folder, "--no-access-log", "--log-level", "warning"],
          portOption: "--port",
        },
  ];
}
