import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import t from "tap";
import ts from "typescript";
import { diagnosticsOf, transformerOf } from "../../dist/transform.js";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, "../../fixtures/using");

for (const [name, target] of Object.entries({ es2022: ts.ScriptTarget.ES2022, es2023: ts.ScriptTarget.ES2023 }))
  t.test(`\`await using\` at the top level of a file for ${name}`, async (t) => {
    const outDir = path.join(here, "outputs", `using-${name}`);
    rmSync(outDir, { recursive: true, force: true });
    const options: ts.CompilerOptions = {
      target,
      module: ts.ModuleKind.NodeNext,
      lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
      types: ["node"],
      strict: true,
      skipLibCheck: true,
      rootDir: project,
      outDir,
    };
    const host = ts.createCompilerHost(options);
    host.jsDocParsingMode = ts.JSDocParsingMode.ParseAll;
    const program = ts.createProgram([path.join(project, "main.ts")], options, host);
    const found = [
      ...ts.getPreEmitDiagnostics(program),
      ...program.getSourceFiles().flatMap((file) => diagnosticsOf(program, file)),
    ];
    t.strictSame(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      [],
    );
    program.emit(undefined, undefined, undefined, undefined, { before: [transformerOf(program)] });
    const ran = spawnSync(process.execPath, [path.join(outDir, "main.js")], { encoding: "utf8" });
    t.equal(ran.stdout, "[200,200,422]\n", ran.stderr);
  });
