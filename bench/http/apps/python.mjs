import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { benchFolder } from "./packages.mjs";

/** Where the pinned releases are installed. */
const folder = path.join(benchFolder, ".artifacts/python");
const own = path.join(folder, "bin/python");

function ask(python, code) {
  try {
    return execFileSync(python, ["-c", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

/** A Python that has FastAPI, and which versions it has; first the one with the pinned releases. */
export function findFastApi() {
  const code = "import fastapi, pydantic, uvicorn; print(fastapi.__version__, pydantic.VERSION, uvicorn.__version__)";
  for (const python of [own, "python3", "/usr/bin/python3"]) {
    const versions = ask(python, code);
    if (versions === undefined) continue;
    const [fastapi, pydantic, uvicorn] = versions.trim().split(" ");
    const extras = ["uvloop", "httptools"].filter((name) => ask(python, `import ${name}`) !== undefined);
    const with_ = extras.length === 0 ? "" : ` with ${extras.join(" and ")}`;
    const of = python === own ? "" : ", as this system has it";
    return { python, version: `${fastapi}, pydantic ${pydantic}, uvicorn ${uvicorn}${with_}${of}` };
  }
  return undefined;
}

/**
 * Installs the pinned releases, tried once: where that fails, what the system has takes part.
 * @param {(line: string) => void} say
 */
export function prepareFastApi(say) {
  if (existsSync(folder) || ask("python3", "import venv") === undefined) return;
  const requirements = path.join(benchFolder, "http/apps/requirements.txt");
  say("Installing the pinned FastAPI into bench/.artifacts/python.");
  try {
    execFileSync("python3", ["-m", "venv", folder], { stdio: "ignore" });
    const quick = ["--quiet", "--retries", "0", "--timeout", "15", "--disable-pip-version-check"];
    execFileSync(own, ["-m", "pip", "install", ...quick, "-r", requirements], { stdio: "ignore" });
  } catch {
    say("It could not be installed: what this system has takes part. To try again, remove bench/.artifacts/python.");
  }
}
