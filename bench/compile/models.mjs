/**
 * What 60 models cost in 20 files: bytes of the emitted scripts and the time to load them, as plain `tsc` writes them,
 * with what Typeway adds, and with what typia's own programmers write for the same types (check, prune, validate, checked
 * stringify; no document). `node models.mjs --rounds 15`
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });
const files = 20;
const folder = path.join(here, "../.artifacts/models");
/** The models that the property tests use, in shape of public APIs. */
const source = path.join(here, "../../packages/typeway/test/app/models");
const suites = ["github", "stripe", "kubernetes", "kinds"];

/** The types of the tests, with the names that each is made of. */
const models = suites.flatMap((suite) => {
  const text = readFileSync(path.join(source, `${suite}.test.ts`), "utf8");
  const imports = [...text.matchAll(/import type \{([^}]*)\} from "\.\/(\w+)\.js"/g)];
  const names = imports.flatMap(([, list, from]) => list.split(",").map((name) => ({ name: name.trim(), from })));
  return [...text.matchAll(/^model<(.*)>\(/gm)].map(([, type]) => ({
    type,
    imports: names.filter(({ name }) => name !== "" && new RegExp(`\\b${name}\\b`).test(type)),
  }));
});

const importsOf = (some) =>
  [...new Set(some.flatMap(({ imports }) => imports.map(({ name, from }) => `${name} ${from}`)))].map((one) => {
    const [name, from] = one.split(" ");
    return `import type { ${name} } from "./models/${from}.js";`;
  });

const flavours = {
  tsc: {
    compiler: "typescript/bin/tsc",
    plugins: [],
    preload: "typeway",
    file: (some) => [
      'import { Router } from "typeway";',
      ...importsOf(some),
      "export const router = new Router();",
      ...some.map(({ type, number }) => `export const h${number} = (body: ${type}): ${type} => body;`),
    ],
  },
  typeway: {
    compiler: "ts-patch/bin/tspc.js",
    plugins: [{ transform: "@typeway/transformer", transformProgram: true }],
    preload: "typeway",
    file: (some) => [
      'import { Router } from "typeway";',
      ...importsOf(some),
      "export const router = new Router();",
      ...some.map(({ type, number }) => `router.post("/m${number}", (body: ${type}): ${type} => body);`),
    ],
  },
  typia: {
    compiler: "ts-patch/bin/tspc.js",
    plugins: [{ transform: "typia/lib/transform" }],
    preload: "typia",
    file: (some) => [
      'import typia from "typia";',
      ...importsOf(some),
      ...some.flatMap(({ type, number }) => [
        `export const p${number} = typia.misc.createIsPrune<${type}>();`,
        `export const v${number} = typia.createValidate<${type}>();`,
        `export const s${number} = typia.json.createAssertStringify<${type}>();`,
      ]),
    ],
  },
};

const folderOf = (name) => path.join(folder, name);

function generate(name, { plugins, file }, wanted) {
  rmSync(folderOf(name), { recursive: true, force: true });
  mkdirSync(path.join(folderOf(name), "src/models"), { recursive: true });
  for (const suite of suites)
    cpSync(path.join(source, `${suite}.ts`), path.join(folderOf(name), `src/models/${suite}.ts`));
  writeFileSync(path.join(folderOf(name), "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    lib: ["es2023", "esnext.disposable"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    rootDir: "src",
    outDir: "dist",
    plugins,
  };
  writeFileSync(path.join(folderOf(name), "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  for (let index = 0; index < files; index++) {
    const some = wanted.filter(({ number }) => number % files === index);
    writeFileSync(path.join(folderOf(name), `src/file${index}.ts`), `${file(some).join("\n")}\n`);
  }
  const names = Array.from({ length: files }, (_, index) => `import "./file${index}.js";`);
  writeFileSync(path.join(folderOf(name), "src/main.ts"), `${names.join("\n")}\n`);
}

/** @returns what the compiler says when it fails */
function compile(name, { compiler }) {
  const { status, stdout } = spawnSync(process.execPath, [require.resolve(compiler), "-p", "."], {
    cwd: folderOf(name),
    encoding: "utf8",
  });
  return status === 0 ? "" : stdout;
}

/** The models in whose lines the compiler finds something that it cannot do. */
function refusedIn(name, output) {
  const places = [...output.matchAll(/^src\/(file\d+\.ts)\((\d+),/gm)];
  return new Set(
    places.map(([, file, line]) => {
      const text = readFileSync(path.join(folderOf(name), "src", file), "utf8").split("\n")[Number(line) - 1];
      return Number(/(?:const [a-z]|\/m)(\d+)/.exec(text)?.[1]);
    }),
  );
}

function scripts(name) {
  const out = path.join(folderOf(name), "dist");
  const names = readdirSync(out).filter((file) => /^file\d+\.js$/.test(file));
  const texts = names.map((file) => readFileSync(path.join(out, file)));
  const bytes = names.reduce((sum, file) => sum + statSync(path.join(out, file)).size, 0);
  return { bytes, zipped: texts.reduce((sum, text) => sum + gzipSync(text).length, 0) };
}

/** Milliseconds to load all files, their libraries being there already. */
function load(name, { preload }) {
  const script = `await import(${JSON.stringify(preload)});
const started = performance.now();
await import("./dist/main.js");
console.log(performance.now() - started);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folderOf(name),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name} does not load:\n${stderr}`);
  return Number(stdout);
}

const numbered = models.map((model, number) => ({ ...model, number }));
const taken = {};
for (const [name, flavour] of Object.entries(flavours)) {
  // Of names with quotation marks typia makes scripts that do not load.
  let wanted = name === "typia" ? numbered.filter(({ type }) => type !== "Hostile") : numbered;
  for (let attempt = 0; ; attempt++) {
    generate(name, flavour, wanted);
    const output = compile(name, flavour);
    if (output === "") break;
    const refused = refusedIn(name, output);
    if (refused.size === 0 || attempt === 5 || name !== "typia") throw new Error(`${name}:\n${output}`);
    wanted = wanted.filter(({ number }) => !refused.has(number));
  }
  taken[name] = wanted.length;
}

const times = Object.fromEntries(Object.keys(flavours).map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, flavour] of Object.entries(flavours)) times[name].push(load(name, flavour));
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers, share) => sorted(numbers)[Math.floor((numbers.length - 1) * share)];
const results = Object.keys(flavours).map((name) => ({
  name,
  models: taken[name],
  ...scripts(name),
  milliseconds: quantile(times[name], 0.5),
  spread: [quantile(times[name], 0.25), quantile(times[name], 0.75)],
}));

console.log(`${models.length} models in ${files} files; medians of ${values.rounds} loads; Node ${process.version}`);
console.log("  typia writes what it can: for the other models its programmers refuse to compile");
const cells = ["", "models", "script", "gzip", "per model", "load"];
console.log(`  ${cells.map((cell, index) => (index === 0 ? cell.padEnd(10) : cell.padStart(14))).join("")}`);
for (const { name, models: count, bytes, zipped, milliseconds, spread } of results) {
  const kilobytes = (number) => `${(number / 1000).toFixed(1)} kB`.padStart(14);
  const time = `${milliseconds.toFixed(1)} ms [${spread.map((one) => one.toFixed(1)).join("-")}]`;
  console.log(
    `  ${name.padEnd(10)}${String(count).padStart(14)}${kilobytes(bytes)}${kilobytes(zipped)}${kilobytes(bytes / count)}  ${time}`,
  );
}
writeFileSync(path.join(here, "../.artifacts/models.json"), JSON.stringify(results, null, 2));
