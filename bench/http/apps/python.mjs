import { execFileSync } from "node:child_process";
import path from "node:path";
import { benchFolder } from "./packages.mjs";

/** Where the pinned releases are installed. */
export const pythonFolder = path.join(benchFolder, ".artifacts/python");

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
  const own = path.join(pythonFolder, "bin/python");
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
