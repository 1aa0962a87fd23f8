import type { WireType } from "../../ir/wire-type.js";
import { any, holds, holdsChain } from "./condition.js";
import { type Decoding, returnFirst } from "./decoding.js";
import { block, branch, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { readProperty } from "./property.js";
import { literalText, scalarCondition } from "./scalar-condition.js";
import { isPlain, type Tagged, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { mayDrop, sortMembers, untaggedOf } from "./told-apart.js";
import { wordOf } from "./type-name.js";

type Union = Extract<WireType, { kind: "union" }>;

/** What a union needs of its members. */
interface MemberDecoders {
  readonly decoderCall: (sheet: Sheet, type: WireType, value: string, hint: string) => string;
  readonly decodingOf: (sheet: Sheet, type: WireType, value: string, hint: string) => Decoding;
}

/**
 * Scalars of JSON first, each by its own test; then the variants by their tag; then the objects that a property tells
 * apart; then, in declared order, the members that fit without dropping a key, and at last those that fit by dropping.
 */
export function decodeUnion(
  sheet: Sheet,
  type: Union,
  hint: string,
  { decoderCall, decodingOf }: MemberDecoders,
): { readonly head: Lines; readonly tries: Lines } {
  const tagged = taggedOf(sheet, type);
  const plain = (tagged?.others ?? type.members).filter((member) => isPlain(sheet, member));
  const conditions = plain.map((member) => scalarCondition(sheet, member, "v"));
  const numbered = new Map(untaggedOf(sheet, type).map((member, index) => [member, hint + String(index + 1)]));
  const nameOf = (member: WireType): string => numbered.get(member) ?? hint;
  const { known, tried } = sortMembers(sheet, [...numbered.keys()], "v");
  const look = known.flatMap(({ member, test }) =>
    branch(holdsChain(test), `return ${decoderCall(sheet, member, "v", nameOf(member))};`),
  );
  const locals = new Locals(sheet, "v", "m");
  const attempt = (manner: Sheet, member: WireType) => ({
    decoding: decodingOf(manner, member, "v", nameOf(member)),
    local: locals.nameFor("member"),
  });
  const exactly = sheet.with({ exact: true });
  const droppers = tried.filter(({ member, hasRival }) => hasRival && mayDrop(sheet, member));
  const again = sheet.manner.exact ? [] : droppers;
  const head = [
    ...(conditions.length === 0 ? [] : [`if (${holds(any(...conditions))}) return v;`]),
    ...(tagged === undefined ? [] : decodeTagged(sheet, tagged, hint, decoderCall)),
    ...(look.length === 0 ? [] : block(`if (${sheet.call("isObject", "v")})`, look)),
  ];
  const tries = returnFirst(sheet, "v", [
    ...tried.map((one) => attempt(again.includes(one) ? exactly : sheet, one.member)),
    ...again.map(({ member }) => attempt(sheet, member)),
  ]);
  return { head, tries };
}

function decodeTagged(sheet: Sheet, tagged: Tagged, hint: string, decoderCall: MemberDecoders["decoderCall"]): Lines {
  const cases = tagged.variants.map(({ value, member }) => {
    const label = value === undefined ? "undefined" : literalText(value);
    return `  case ${label}: return ${decoderCall(sheet, member, "v", hint + wordOf(String(value)))};`;
  });
  const tag = readProperty(sheet, "v", tagged.property);
  return block(`if (${sheet.call("isObject", "v")})`, [`switch (${tag}) {`, ...cases, "}"]);
}
