import type { ReferenceKey } from "../../ir/wire-type.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { type Referent, targetOf } from "../2-analyze/referent.js";

/** The user's functions, codecs and classes that types speak of, by the keys under which plans name them. */
export class References {
  readonly #referentsByKey = new Map<ReferenceKey, Referent[]>();

  constructor(readonly project: Project) {}

  put(referent: Referent): ReferenceKey {
    const key = this.#keyOf(referent);
    const known = this.#referentsByKey.get(key) ?? [];
    this.#referentsByKey.set(key, [...known, referent]);
    return key;
  }

  /** As it is written in the file, where it is, else wherever else it is. */
  get(key: ReferenceKey, file: ts.SourceFile): Referent {
    const referents = this.#referentsByKey.get(key) ?? [];
    const found = referents.find(({ node }) => node.getSourceFile() === file) ?? referents[0];
    if (!found) throw new Error(`No type speaks of ${key}`);
    return found;
  }

  #keyOf(referent: Referent): ReferenceKey {
    const target = targetOf(this.project, referent);
    const declaration = target.declarations?.[0] ?? referent.node;
    const file = this.project.relative(declaration.getSourceFile().fileName);
    const path = [nameOf(target, declaration), ...referent.rest].join(".");
    return `${file}#${path}${isLocal(declaration) ? `@${declaration.getStart()}` : ""}`;
  }
}

/** A default export is called by the name it has in its own file. */
function nameOf(symbol: ts.Symbol, declaration: ts.Node): string {
  if (ts.isSourceFile(declaration)) return "*";
  const name = ts.getNameOfDeclaration(declaration as ts.Declaration);
  return name && ts.isIdentifier(name) ? name.text : symbol.name;
}

const isLocal = (declaration: ts.Node): boolean => ts.findAncestor(declaration.parent, ts.isFunctionLike) !== undefined;
