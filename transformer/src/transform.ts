import { type Problem, problem, toDiagnostic } from "./diagnostics/problem.js";
import {
  callablesOf,
  dataOf,
  endpointsOf,
  type FilePlan,
  inputsOf,
  nothing,
  outputsOf,
  type Planned,
  spreadReferencesOf,
  typesOf,
} from "./file-plan.js";
import type { CallablePlan } from "./ir/plan.js";
import { referencesIn } from "./ir/references-in.js";
import type { ReferenceKey, TypeTable } from "./ir/wire-type.js";
import { discover } from "./phases/1-discover/index.js";
import { MarkerReader } from "./phases/2-analyze/markers.js";
import { isMethodAccess } from "./phases/2-analyze/methods.js";
import { Describer } from "./phases/3-describe/describer.js";
import { DependencyTrees } from "./phases/4-plan/dependency-trees.js";
import { planErrorDetail } from "./phases/4-plan/error-detail.js";
import { type PlannedRegistration, planRegistration } from "./phases/4-plan/index.js";
import { bindsDependencies, planNote } from "./phases/4-plan/note.js";
import { planProvision } from "./phases/4-plan/provision.js";
import { shapeOf } from "./phases/4-plan/route.js";
import { emit } from "./phases/5-emit/index.js";
import { workerLiteral } from "./phases/5-emit/worker.js";
import { rewrite } from "./phases/6-rewrite/index.js";
import { type Reference, referenceTo, topLevelReference } from "./phases/6-rewrite/reference.js";
import { Project } from "./project.js";
import ts from "./typescript.cjs";

/** A program's phases 1 to 4, each file once. */
class Analysis {
  readonly describer: Describer;
  readonly #trees: DependencyTrees;
  readonly #planByFile = new Map<ts.SourceFile, FilePlan>();

  constructor(readonly project: Project) {
    this.describer = new Describer(project, new MarkerReader(project));
    this.#trees = new DependencyTrees(this.describer);
  }

  planOf(file: ts.SourceFile): FilePlan {
    const known = this.#planByFile.get(file);
    if (known) return known;
    const plan = planFile(this.describer, this.#trees, file);
    this.#planByFile.set(file, plan);
    return plan;
  }
}

// Patched builders make the transformer anew for every file they write; a program's types are read once all the same.
const analysisByProgram = new WeakMap<ts.Program, Analysis>();

function analysisOf(program: ts.Program): Analysis {
  const known = analysisByProgram.get(program);
  if (known) return known;
  const analysis = new Analysis(new Project(program));
  analysisByProgram.set(program, analysis);
  return analysis;
}

/** Phases 1-4 for one file, cached per program. */
export function diagnosticsOf(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
  return isForeign(program, file) ? [] : distinct(analysisOf(program).planOf(file).problems).map(toDiagnostic);
}

/** The `before` transformer of a program (phases 5-6). */
export function transformerOf(program: ts.Program): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const parsed = ts.getParseTreeNode(file, ts.isSourceFile) ?? file;
    if (isForeign(program, parsed)) return file;
    const { describer } = analysisOf(program);
    return writeFile(describer, file, analysisOf(program).planOf(parsed), context);
  };
}

/** The plans of a file, as the fixtures show them. */
export function planOf(
  program: ts.Program,
  file: ts.SourceFile,
): { readonly plan: FilePlan; readonly types: TypeTable } {
  const analysis = analysisOf(program);
  const plan = analysis.planOf(file);
  return { plan, types: analysis.describer.tableOf(typesOf(plan)) };
}

const isForeign = (program: ts.Program, file: ts.SourceFile): boolean =>
  file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file) || file.fileName.endsWith(".json");

function planFile(describer: Describer, trees: DependencyTrees, file: ts.SourceFile): FilePlan {
  const { project } = describer;
  const found = discover(project, file);
  const registrations = found.registrations.map((registration) => planRegistration(describer, registration));
  const problems = [
    ...found.problems,
    ...registrations.flatMap((planned) => planned.problems),
    ...duplicates(registrations),
  ];
  const notes = found.functions.flatMap((callee) => {
    const note = planNote(describer, trees, callee);
    if (!note) return [];
    problems.push(...note.problems);
    const dependencies: { plan: CallablePlan; reference: Reference }[] = [];
    for (const { plan, query, anchor } of note.dependencies) {
      const reference = referenceTo(project, file, query, anchor);
      if ("code" in reference) problems.push(reference);
      else dependencies.push({ plan, reference });
    }
    return [{ callee, dependencies }];
  });
  const provisions = found.provisions.flatMap((provision) => {
    const { expression, plan, problems: own } = planProvision(describer, trees, provision);
    problems.push(...own);
    return plan ? [{ expression, plan }] : [];
  });
  const details = found.classes.flatMap((owner) => {
    const plan = planErrorDetail(describer, owner);
    return plan ? [{ owner, plan }] : [];
  });
  const reached = reachValues(describer, file, { registrations, notes, provisions, details });
  problems.push(...reached.problems);
  const methods = new Set([
    ...provisions.map(({ expression }) => expression).filter((one) => isMethodAccess(project, one)),
    ...found.registrations.flatMap(({ call, role }) =>
      role === "provider" ? call.arguments.filter((one) => isMethodAccess(project, one)) : [],
    ),
  ]);
  const bindings = new Set(found.bindings.filter((call) => bindsDependencies(describer, call)));
  return { registrations, notes, provisions, details, methods, bindings, references: reached.references, problems };
}

/** Finds the ways to the user's values that the types of a file speak of. */
function reachValues(
  describer: Describer,
  file: ts.SourceFile,
  { registrations, notes, provisions, details }: Planned,
) {
  const references = new Map<ReferenceKey, Reference>();
  const problems: Problem[] = [];
  const reach = (planned: Planned, site: ts.Node): void => {
    const keys = [inputsOf(planned), outputsOf(planned)].flatMap((types, index) =>
      referencesIn(types, describer.tableOf(types), index === 0),
    );
    for (const key of new Set([...keys, ...spreadReferencesOf(planned)])) {
      const reference = topLevelReference(describer.project, file, describer.references.get(key, file), site);
      if ("code" in reference) problems.push(reference);
      else references.set(key, reference);
    }
  };
  for (const planned of registrations) reach({ ...nothing, registrations: [planned] }, planned.registration.call);
  for (const note of notes) reach({ ...nothing, notes: [note] }, note.callee);
  for (const provision of provisions) reach({ ...nothing, provisions: [provision] }, provision.expression);
  for (const detail of details) reach({ ...nothing, details: [detail] }, detail.owner);
  return { references, problems };
}

/** The same method and path twice on one receiver: the second could never answer. */
function duplicates(registrations: readonly PlannedRegistration[]): Problem[] {
  const problems: Problem[] = [];
  const lineByRoute = new Map<ts.Symbol, Map<string, number>>();
  for (const { route, registration } of registrations) {
    const { receiver, path, methods = [], pathNode } = route;
    if (!receiver || path === undefined || !pathNode) continue;
    const lines = lineByRoute.get(receiver) ?? new Map<string, number>();
    lineByRoute.set(receiver, lines);
    for (const method of methods) {
      const key = `${method} ${shapeOf(path)}`;
      const line = lines.get(key);
      if (line === undefined) lines.set(key, lineOf(registration.call));
      else problems.push(problem("TW1005", pathNode, { method, path, line }));
    }
  }
  return problems;
}

function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function writeFile(
  describer: Describer,
  file: ts.SourceFile,
  plan: FilePlan,
  context: ts.TransformationContext,
): ts.SourceFile {
  const endpoints = endpointsOf(plan);
  const callables = callablesOf(plan);
  const data = dataOf(plan);
  if (
    endpoints.length + callables.length + data.length + plan.notes.length + plan.details.length === 0 &&
    plan.methods.size + plan.bindings.size === 0 &&
    !plan.registrations.some(({ plan: planned }) => planned?.kind === "worker")
  )
    return file;
  const prefix = freePrefix(file);
  // Short, because it stands in the code thousands of times; no generated name ends so.
  const support = `${prefix}$`;
  const types = describer.tableOf(typesOf(plan));
  const details = plan.details.map((detail) => detail.plan);
  const emission = emit({ types, callables, endpoints, data, details, support, prefix });
  const next = { endpoint: 0, callable: 0, data: 0 };
  const listOf = { endpoint: emission.endpoints, callable: emission.callables, data: emission.data };
  const calls = plan.registrations.flatMap(({ registration, plan: planned }) => {
    if (!planned) return [];
    if (planned.kind === "worker") return [{ registration, compiled: workerLiteral(planned.plan) }];
    const compiled = listOf[planned.kind][next[planned.kind]++];
    return compiled === undefined ? [] : [{ registration, compiled }];
  });
  const notes = plan.notes.map(({ callee, dependencies }) => ({
    callee,
    dependencies: dependencies.flatMap(({ reference }) => {
      const compiled = emission.callables[next.callable++];
      return compiled === undefined ? [] : [{ reference, compiled }];
    }),
  }));
  const provisions = plan.provisions.flatMap(({ expression }) => {
    const compiled = emission.callables[next.callable++];
    return compiled === undefined ? [] : [{ expression, compiled }];
  });
  const values = emission.references.flatMap(({ key, name }) => {
    const reference = plan.references.get(key);
    return reference ? [{ name, reference }] : [];
  });
  return rewrite(
    file,
    {
      support,
      prefix,
      calls,
      notes,
      provisions,
      details: plan.details.map(({ owner }, index) => ({ owner, encoder: emission.details[index] ?? "" })),
      methods: plan.methods,
      bindings: plan.bindings,
      values,
      constants: emission.constants,
      declarations: emission.declarations,
    },
    context,
  );
}

/** A start for generated names that nothing in the file begins with. */
function freePrefix(file: ts.SourceFile): string {
  let prefix = "__tw_";
  for (let n = 1; file.text.includes(prefix); n++) prefix = `__tw${n}_`;
  return prefix;
}

function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, node, message }) => {
    const key = `${code} ${node.getSourceFile().fileName} ${node.pos} ${message}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
