import ts from "../../typescript.cjs";
import type { Callee, Registration } from "../1-discover/index.js";
import { nameOf, nameText } from "../2-analyze/signature.js";
import { headLength, importNamespace, isUsing } from "./head.js";
import { access, isInline, memberReference } from "./members.js";
import type { Reference } from "./reference.js";

const { factory } = ts;

/** Everything that is put into one file. */
export interface Rewriting {
  /** Identifier of the namespace import of `typeway/compiled`. */
  readonly support: string;
  /** Start of generated names. */
  readonly prefix: string;
  readonly calls: readonly { readonly registration: Registration; readonly compiled: string }[];
  readonly notes: readonly { readonly callee: Callee; readonly dependencies: readonly Noted[] }[];
  /** Classes of errors, with a function that makes the encoder of their detail. */
  readonly details: readonly { readonly owner: ts.ClassLikeDeclaration; readonly encoder: string }[];
  /** Methods that are handed on by themselves. */
  readonly methods: ReadonlySet<ts.Node>;
  /** Calls of `bind` for functions that take dependencies. */
  readonly bindings: ReadonlySet<ts.Node>;
  readonly provisions: readonly { readonly expression: ts.Expression; readonly compiled: string }[];
  /** Functions that give the user's values to generated code. */
  readonly values: readonly { readonly name: string; readonly reference: Reference }[];
  /** Text for after the imports, and for the end of the file. */
  readonly constants: string;
  readonly declarations: string;
}

export interface Noted {
  readonly reference: Reference;
  readonly compiled: string;
}

/** Where generated code finds its support. */
const SUPPORT_MODULE = "typeway/compiled";

export function rewrite(file: ts.SourceFile, rewriting: Rewriting, context: ts.TransformationContext): ts.SourceFile {
  const writer = new FileWriter(rewriting);
  const visit = (node: ts.Node): ts.Node => writer.finish(node, ts.visitEachChild(node, visit, context));
  const statements = ts.visitNodes(file.statements, visit, ts.isStatement);
  return factory.updateSourceFile(file, writer.assemble(file, statements));
}

/** JavaScript text that is printed as it is. */
const verbatim = (text: string): ts.Identifier => factory.createIdentifier(text);
const verbatimStatement = (text: string): ts.Statement =>
  factory.createExpressionStatement(verbatim(text.trim().replace(/;$/, "")));

class FileWriter {
  readonly #slotByCall = new Map<ts.Node, { readonly slot: number; readonly compiled: string }>();
  readonly #noteByCallee = new Map<ts.Node, readonly Noted[]>();
  readonly #compiledByExpression = new Map<ts.Node, string>();
  readonly #encoderByClass = new Map<ts.Node, string>();
  readonly #modules = new Map<string, string>();
  /** Notes of function declarations, which are hoisted, by the block they are hoisted to. */
  readonly #hoisted = new Map<ts.Node, ts.Statement[]>();

  constructor(readonly rewriting: Rewriting) {
    for (const { registration, compiled } of rewriting.calls)
      this.#slotByCall.set(registration.call, { slot: registration.slot, compiled });
    for (const { expression, compiled } of rewriting.provisions) this.#compiledByExpression.set(expression, compiled);
    for (const { owner, encoder } of rewriting.details) this.#encoderByClass.set(owner, encoder);
    for (const { callee, dependencies } of rewriting.notes) {
      this.#noteByCallee.set(callee, dependencies);
      if (ts.isFunctionDeclaration(callee)) this.#hoist(callee);
    }
  }

  /** @param original as it was parsed; @param visited with its children done */
  finish(original: ts.Node, visited: ts.Node): ts.Node {
    const rewritten = this.#keepThis(original, this.#rewrite(original, visited));
    if (ts.isShorthandPropertyAssignment(original)) return this.#spellOut(original) ?? rewritten;
    const compiled = this.#compiledByExpression.get(original);
    if (compiled === undefined || !ts.isExpression(rewritten)) return rewritten;
    return ts.isShorthandPropertyAssignment(original.parent)
      ? rewritten
      : this.#provide(rewritten, compiled, isInline(original) ? nameOf(original) : "");
  }

  /** `checker.check` becomes `method(checker, "check")`, `f.bind(self)` becomes `bind(f, self)`. */
  #keepThis(original: ts.Node, visited: ts.Node): ts.Node {
    const { methods, bindings } = this.rewriting;
    if (methods.has(original)) {
      if (ts.isPropertyAccessExpression(visited)) return this.#method(visited.expression, visited.name.text);
      if (ts.isElementAccessExpression(visited) && ts.isStringLiteralLike(visited.argumentExpression))
        return this.#method(visited.expression, visited.argumentExpression.text);
    }
    if (!bindings.has(original) || !ts.isCallExpression(visited)) return visited;
    if (!ts.isPropertyAccessExpression(visited.expression)) return visited;
    return factory.createCallExpression(this.#support("bind"), undefined, [
      visited.expression.expression,
      ...visited.arguments,
    ]);
  }

  #method(owner: ts.Expression, name: string): ts.Expression {
    return factory.createCallExpression(this.#support("method"), undefined, [owner, factory.createStringLiteral(name)]);
  }

  #rewrite(original: ts.Node, visited: ts.Node): ts.Node {
    if (ts.isCallExpression(visited)) return this.#completeCall(original, visited);
    if (isInline(visited)) return this.#wrap(original, visited);
    if (ts.isFunctionDeclaration(visited) && !visited.name && this.#noteByCallee.has(original))
      return this.#named(visited);
    if (ts.isClassLike(visited)) return this.#noteMembers(original, visited);
    if (ts.isObjectLiteralExpression(visited)) return this.#noteMethods(original, visited);
    const hoisted = this.#hoisted.get(original);
    if (hoisted && ts.isBlock(visited)) return factory.updateBlock(visited, [...hoisted, ...visited.statements]);
    if (hoisted && ts.isModuleBlock(visited))
      return factory.updateModuleBlock(visited, [...hoisted, ...visited.statements]);
    return visited;
  }

  assemble(file: ts.SourceFile, statements: ts.NodeArray<ts.Statement>): ts.Statement[] {
    const { support, constants, declarations, values } = this.rewriting;
    const head = headLength(statements);
    const givers = values.map(({ name, reference }) => this.#giver(name, reference));
    const functions = [...givers, ...(declarations.trim() ? [verbatimStatement(declarations)] : [])];
    const areFirst = statements.some(isUsing);
    return [
      ...statements.slice(0, head),
      importNamespace(support, SUPPORT_MODULE),
      ...[...this.#modules].map(([specifier, name]) => importNamespace(name, specifier)),
      ...(constants.trim() ? [verbatimStatement(constants)] : []),
      ...(areFirst ? functions : []),
      ...(this.#hoisted.get(file) ?? []),
      ...statements.slice(head),
      ...(areFirst ? [] : functions),
    ];
  }

  /** A function, because the value may not be there yet when the file is loaded. */
  #giver(name: string, reference: Reference): ts.Statement {
    const body = factory.createBlock([factory.createReturnStatement(this.#value(reference))]);
    return factory.createFunctionDeclaration(undefined, undefined, name, undefined, [], undefined, body);
  }

  #completeCall(original: ts.Node, call: ts.CallExpression): ts.Node {
    const filling = this.#slotByCall.get(original);
    if (!filling) return call;
    const missing = Array.from({ length: filling.slot - call.arguments.length }, () => factory.createVoidZero());
    return factory.updateCallExpression(call, call.expression, call.typeArguments, [
      ...call.arguments,
      ...missing,
      verbatim(filling.compiled),
    ]);
  }

  /** `f` becomes `provide(f, …)`. */
  #provide(provider: ts.Expression, compiled: string, name = ""): ts.Expression {
    return factory.createCallExpression(this.#support("provide"), undefined, [
      provider,
      verbatim(compiled),
      ...(name ? [factory.createStringLiteral(name)] : []),
    ]);
  }

  /** `{ check }` becomes `{ check: provide(check, …) }`. */
  #spellOut({ name }: ts.ShorthandPropertyAssignment): ts.PropertyAssignment | undefined {
    const compiled = this.#compiledByExpression.get(name);
    if (compiled === undefined) return undefined;
    const value = ts.setOriginalNode(factory.createIdentifier(name.text), name);
    return factory.createPropertyAssignment(name.text, this.#provide(value, compiled));
  }

  #support(name: string): ts.Expression {
    return factory.createPropertyAccessExpression(factory.createIdentifier(this.rewriting.support), name);
  }

  /** `(db) => …` becomes `note((db) => …, () => […], "name")`. */
  #wrap(original: ts.Node, expression: ts.ArrowFunction | ts.FunctionExpression): ts.Node {
    const dependencies = this.#noteByCallee.get(original);
    if (!dependencies) return expression;
    const name = nameOf(original as ts.ArrowFunction | ts.FunctionExpression);
    return this.#note(expression, dependencies, name);
  }

  /**
   * An exported default function without a name gets one, to be spoken of. It is a new node: of one with an original the
   * CommonJS transform takes the name from there.
   */
  #named(declaration: ts.FunctionDeclaration): ts.FunctionDeclaration {
    const { modifiers, asteriskToken, typeParameters, parameters, type, body } = declaration;
    const name = factory.createIdentifier(this.#defaultName);
    const named = factory.createFunctionDeclaration(
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      body,
    );
    return ts.setTextRange(named, declaration);
  }

  get #defaultName(): string {
    return `${this.rewriting.prefix}default`;
  }

  #hoist(callee: ts.FunctionDeclaration): void {
    const dependencies = this.#noteByCallee.get(callee) ?? [];
    const statements = this.#hoisted.get(callee.parent) ?? [];
    const name = callee.name?.text;
    const subject = factory.createIdentifier(name ?? this.#defaultName);
    const note = this.#note(subject, dependencies, name === undefined ? "default" : undefined);
    statements.push(factory.createExpressionStatement(note));
    this.#hoisted.set(callee.parent, statements);
  }

  #noteMembers(original: ts.Node, owner: ts.ClassLikeDeclaration): ts.Node {
    const notes = this.#classNotes(original);
    if (notes.length === 0) return owner;
    const { modifiers, name, typeParameters, heritageClauses } = owner;
    const members = [...owner.members, ...notes];
    return ts.isClassDeclaration(owner)
      ? factory.updateClassDeclaration(owner, modifiers, name, typeParameters, heritageClauses, members)
      : factory.updateClassExpression(owner, modifiers, name, typeParameters, heritageClauses, members);
  }

  #classNotes(original: ts.Node): ts.ClassElement[] {
    if (!ts.isClassLike(original)) return [];
    const notes = original.members.flatMap((member) => {
      const dependencies = this.#noteByCallee.get(member);
      const subject = dependencies && memberReference(member);
      return subject ? [factory.createExpressionStatement(this.#note(subject, dependencies, undefined))] : [];
    });
    const encoder = this.#encoderByClass.get(original);
    if (encoder !== undefined) {
      const detail = factory.createCallExpression(this.#support("detail"), undefined, [
        factory.createThis(),
        verbatim(encoder),
      ]);
      notes.push(factory.createExpressionStatement(detail));
    }
    return notes.length === 0 ? [] : [factory.createClassStaticBlockDeclaration(factory.createBlock(notes, true))];
  }

  /** `{ find(db) {} }` becomes `noteMembers({ find(db) {} }, { find: () => […] })`. */
  #noteMethods(original: ts.Node, owner: ts.ObjectLiteralExpression): ts.Expression {
    if (!ts.isObjectLiteralExpression(original)) return owner;
    const notes = original.properties.flatMap((member) => {
      const dependencies = this.#noteByCallee.get(member);
      const name = dependencies && member.name && nameText(member.name);
      return dependencies && name !== undefined
        ? [factory.createPropertyAssignment(factory.createStringLiteral(name), this.#listed(dependencies))]
        : [];
    });
    if (notes.length === 0) return owner;
    const members = factory.createObjectLiteralExpression(notes);
    return factory.createCallExpression(this.#support("noteMembers"), undefined, [owner, members]);
  }

  #note(subject: ts.Expression, dependencies: readonly Noted[], name: string | undefined): ts.CallExpression {
    return factory.createCallExpression(this.#support("note"), undefined, [
      subject,
      this.#listed(dependencies),
      ...(name ? [factory.createStringLiteral(name)] : []),
    ]);
  }

  #listed(dependencies: readonly Noted[]): ts.Expression {
    const list = factory.createArrayLiteralExpression(
      dependencies.map(({ reference, compiled }) =>
        factory.createObjectLiteralExpression([
          factory.createPropertyAssignment("provider", this.#value(reference)),
          factory.createPropertyAssignment("compiled", verbatim(compiled)),
        ]),
      ),
    );
    return factory.createArrowFunction(undefined, undefined, [], undefined, undefined, list);
  }

  #value(reference: Reference): ts.Expression {
    const names = reference.kind === "imported" ? reference.names : reference.rest;
    const last = reference.method ? names.at(-1) : undefined;
    const owner = (last === undefined ? names : names.slice(0, -1)).reduce<ts.Expression>(
      access,
      this.#root(reference),
    );
    return last === undefined ? owner : this.#method(owner, last);
  }

  #root(reference: Reference): ts.Identifier {
    if (reference.kind === "imported") return factory.createIdentifier(this.#module(reference.specifier));
    // The original lets the CommonJS transform turn the name of an export into `exports.name`.
    return ts.setOriginalNode(factory.createIdentifier(reference.identifier.text), reference.identifier);
  }

  #module(specifier: string): string {
    const known = this.#modules.get(specifier);
    if (known) return known;
    const name = `${this.rewriting.prefix}m${this.#modules.size}`;
    this.#modules.set(specifier, name);
    return name;
  }
}
