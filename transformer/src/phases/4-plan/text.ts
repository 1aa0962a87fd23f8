import { innerTypes } from "../../ir/inner-types.js";
import type { WireType } from "../../ir/wire-type.js";
import type { Describer } from "../3-describe/describer.js";

/** How a type can be read from texts. */
export type TextShape =
  | { readonly kind: "scalar"; readonly type: WireType }
  | { readonly kind: "list"; readonly type: WireType }
  | { readonly kind: "object" }
  | { readonly kind: "none" };

/** Null has no form of its own in a text, so it is no hindrance. */
export function textShape(describer: Describer, type: WireType): TextShape {
  const bare = withoutNull(type);
  const structure = describer.resolve(bare);
  if (structure.kind === "checked") return inside(textShape(describer, structure.type), bare);
  if (structure.kind === "coded") return coded(inside(textShape(describer, structure.wire), bare));
  if (structure.kind === "unknown" || isScalar(describer, structure)) return { kind: "scalar", type: bare };
  if (isListOfScalars(describer, structure)) return { kind: "list", type: bare };
  return { kind: structure.kind === "object" ? "object" : "none" };
}

/** The function that is to be called with the value keeps its own type. */
const inside = (shape: TextShape, type: WireType): TextShape =>
  shape.kind === "scalar" || shape.kind === "list" ? { kind: shape.kind, type } : shape;

/** What a codec makes of an object is none: nothing of it has a name of its own. */
const coded = (shape: TextShape): TextShape => (shape.kind === "object" ? { kind: "none" } : shape);

function isListOfScalars(describer: Describer, type: WireType): boolean {
  const isEachScalar = (items: readonly WireType[]): boolean =>
    items.every((item) => isScalar(describer, describer.resolve(item)));
  if (type.kind === "array" || type.kind === "set") return isEachScalar([type.items]);
  return type.kind === "tuple" && isEachScalar(type.rest ? [...type.items, type.rest] : type.items);
}

function isScalar(describer: Describer, type: WireType): boolean {
  switch (type.kind) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
    case "date":
    case "url":
    case "bytes":
    case "literal":
      return true;
    case "checked":
      return isScalar(describer, describer.resolve(type.type));
    case "coded":
      return isScalar(describer, describer.resolve(type.wire));
    case "union":
      return type.members.every((member) => member.kind === "null" || isScalar(describer, describer.resolve(member)));
    default:
      return false;
  }
}

function withoutNull(type: WireType): WireType {
  if (type.kind !== "union") return type;
  const { discriminator: _, ...union } = type;
  const members = type.members.filter((member) => member.kind !== "null");
  const [single] = members;
  if (members.length === type.members.length || !single) return type;
  return members.length === 1 ? single : { ...union, members };
}

/** Whether a codec makes the text, or a part of it. A text holds no structure, and so no type that holds itself. */
export function holdsCodec(describer: Describer, type: WireType): boolean {
  const found = describer.resolve(type);
  if (found.kind === "object" || found.kind === "record") return false;
  return found.kind === "coded" || innerTypes(found).some((inner) => holdsCodec(describer, inner));
}
