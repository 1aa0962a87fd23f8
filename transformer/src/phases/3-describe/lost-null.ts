import { type Problem, problem } from "../../diagnostics/problem.js";
import ts from "../../typescript.cjs";
import type { Describer } from "./describer.js";

/** `(string | null) & MinLength<1>` is `string & MinLength<1>` to TypeScript; that null was written is only in the node. */
export function lostNull({ markers }: Describer, written: ts.TypeNode): Problem | undefined {
  const node = markers.unwrap(written);
  if (!ts.isIntersectionTypeNode(node)) return undefined;
  const unions = node.types.map((member) => markers.unwrap(member)).filter(ts.isUnionTypeNode);
  return unions.some((union) => union.types.some(isNull))
    ? problem("TW3013", node, { type: node.getText() })
    : undefined;
}

const isNull = (node: ts.TypeNode): boolean =>
  ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
