import type { WireType } from "../../ir/wire-type.js";
import type { Describer } from "../3-describe/describer.js";

/** How the body of a media type is read; a reason where it cannot be. */
export type BodyReading =
  | { readonly kind: "json" }
  | { readonly kind: "raw"; readonly raw: "bytes" | "text" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** RFC 9110 §8.3.1, without parameters; or a range of them. */
const mediaTypeForm = /^[\w!#$&^.+-]+\/(?:\*|[\w!#$&^.+-]+)$|^\*\/\*$/;

export function readBodyAs(describer: Describer, type: WireType, mediaType: string, text: string): BodyReading {
  if (!mediaTypeForm.test(mediaType)) return { kind: "unreadable", reason: `'${mediaType}' is not a media type` };
  if (/\/json$|\+json$/i.test(mediaType)) return { kind: "json" };
  if (describer.resolve(type).kind === "bytes") return { kind: "raw", raw: "bytes" };
  if (isText(describer, type)) return { kind: "raw", raw: "text" };
  return { kind: "unreadable", reason: `'${mediaType}' is not JSON, and its bytes are no '${text}'` };
}

function isText(describer: Describer, type: WireType): boolean {
  const found = describer.resolve(type);
  if (found.kind === "union") return found.members.every((member) => isText(describer, member));
  return found.kind === "string" || (found.kind === "literal" && found.values.every((one) => typeof one === "string"));
}
