import type { TypeKey } from "@typeway/contract";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/** How a type is called in the document, and what tells it from every other type. */
export interface TypeName {
  readonly key: TypeKey;
  /** Legal as a component name: letters, digits, `.`, `_` and `-`. */
  readonly name: string;
}

/** Names types by their alias, else by their own symbol, with their type arguments: `Page<User>` is `Page_User`. */
export class TypeNamer {
  readonly #nameBySymbol = new Map<ts.Symbol, { readonly key: TypeKey; readonly qualified: string }>();

  constructor(readonly project: Project) {}

  /**
   * Undefined for types without a name: literals, arrays, anonymous objects.
   * @param written the alias by which the type is written here, where TypeScript has forgotten it
   */
  nameOf(type: ts.Type, written?: ts.Symbol): TypeName | undefined {
    if (written) return this.#named(written, []);
    const alias = this.#alias(type);
    if (alias) return this.#named(alias, type.aliasTypeArguments ?? []);
    const { symbol } = type;
    if (!symbol || isAnonymous(symbol) || this.#isBuiltin(symbol)) return undefined;
    return this.#named(symbol, this.#typeArguments(type));
  }

  /** An alias that names something: not `Exact<T>` or `Record<K, T>`, which are ways to write a type. */
  #alias(type: ts.Type): ts.Symbol | undefined {
    const alias = type.aliasSymbol;
    const declaration = alias?.declarations?.[0];
    if (!alias || !declaration) return undefined;
    if (this.project.isOurs(declaration) || alias.name === "Record") return undefined;
    return alias;
  }

  #isBuiltin(symbol: ts.Symbol): boolean {
    return this.project.isPlatform(symbol.declarations?.[0]);
  }

  #typeArguments(type: ts.Type): readonly ts.Type[] {
    if (!isReference(type)) return [];
    const declared = type.target.typeParameters?.length ?? 0;
    return this.project.checker.getTypeArguments(type).slice(0, declared);
  }

  #named(symbol: ts.Symbol, args: readonly ts.Type[]): TypeName {
    const { key, qualified } = this.#nameOfSymbol(symbol);
    if (args.length === 0) return { key, name: legal(qualified) };
    return {
      key: `${key}<${args.map((arg) => this.#argument(arg).key).join(",")}>`,
      name: [legal(qualified), ...args.map((arg) => this.#argument(arg).name)].filter(Boolean).join("_"),
    };
  }

  #nameOfSymbol(symbol: ts.Symbol): { readonly key: TypeKey; readonly qualified: string } {
    const known = this.#nameBySymbol.get(symbol);
    if (known) return known;
    const declaration = symbol.declarations?.[0];
    const qualified = this.project.checker.getFullyQualifiedName(symbol).replace(/^"[^"]*"\./, "");
    const file = declaration ? this.#fileOf(declaration) : "";
    const key = `${file}#${qualified}${declaration && isLocal(declaration) ? `@${declaration.getStart()}` : ""}`;
    const name = { key, qualified };
    this.#nameBySymbol.set(symbol, name);
    return name;
  }

  #fileOf(declaration: ts.Declaration): string {
    return this.project.isPlatform(declaration) ? "" : this.project.relative(declaration.getSourceFile().fileName);
  }

  /** TypeScript writes `import("/home/…/models").Size` for a name that is not in sight. */
  #withoutMachine(text: string): string {
    return text.replace(/import\("([^"]*)"[^()]*\)/g, (_, file: string) => this.project.relative(file));
  }

  /** What has no name is called after its first properties: `Box<{ id: Int; text: string }>` is `Box_id_text`. */
  #ofProperties(type: ts.Type): string {
    const names = this.project.checker.getPropertiesOfType(type).map(({ name }) => legal(name));
    return (
      names
        .filter((name) => name !== "" && !name.startsWith("__"))
        .slice(0, mostNamed)
        .join("_") || "Object"
    );
  }

  #argument(type: ts.Type): TypeName {
    const named = this.nameOf(type);
    if (named) return named;
    const { checker } = this.project;
    if (checker.isArrayType(type)) {
      const item = this.#argument(checker.getTypeArguments(type as ts.TypeReference)[0] ?? type);
      return { key: `${item.key}[]`, name: `${item.name}_Array` };
    }
    if (type.isUnion()) {
      const members = type.types.map((member) => this.#argument(member)).sort((a, b) => (a.key < b.key ? -1 : 1));
      return { key: members.map(({ key }) => key).join("|"), name: members.map(({ name }) => name).join("_") };
    }
    const text = checker.typeToString(
      type,
      undefined,
      ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseFullyQualifiedType,
    );
    const key = this.#withoutMachine(text);
    if (type.flags & ts.TypeFlags.Object) return { key, name: this.#ofProperties(type) };
    return { key, name: legal(type.aliasSymbol?.name ?? constraintNames(text)) };
  }
}

const mostNamed = 3;

const isReference = (type: ts.Type): type is ts.TypeReference =>
  Boolean(type.flags & ts.TypeFlags.Object) && Boolean((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference);

const isAnonymous = (symbol: ts.Symbol): boolean =>
  Boolean(
    symbol.flags &
      (ts.SymbolFlags.TypeLiteral | ts.SymbolFlags.ObjectLiteral | ts.SymbolFlags.Function | ts.SymbolFlags.Method),
  );

const isLocal = ({ parent }: ts.Node): boolean => !ts.isSourceFile(parent) && !ts.isModuleBlock(parent);

/** How TypeScript says where a type is declared. */
const importPath = /import\("([^"]*)"[^)]*\)\./g;

/** `string & MinLengthTag<2> & Tagged` is `string & MinLength<2>` to who wrote it. */
const constraintNames = (text: string): string =>
  text
    .replace(importPath, "")
    .replace(/ & Tagged\b/g, "")
    .replace(/(\w)Tag</g, "$1<");

const legal = (text: string): string => text.replace(/[^A-Za-z0-9._-]+/g, "_").replace(/^_+|_+$/g, "");
