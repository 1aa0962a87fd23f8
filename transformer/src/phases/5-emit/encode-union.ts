import type { WireType } from "../../ir/wire-type.js";
import { any, holds, holdsChain } from "./condition.js";
import type { EncoderOf } from "./encode-field.js";
import { countOf, fitOf, fitsBy } from "./fit.js";
import { block, branch, type Lines } from "./lines.js";
import { readProperty } from "./property.js";
import { literalText, scalarCondition } from "./scalar-condition.js";
import { isScalar, type Tagged, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { sortMembers } from "./told-apart.js";
import { wordOf } from "./type-name.js";

type Union = Extract<WireType, { kind: "union" }>;

/** What a union needs of its members. */
interface MemberEncoders {
  readonly encoderOf: EncoderOf;
  /** An expression of JSON text; sees the variable `strict`. */
  readonly textOf: (sheet: Sheet, type: WireType, value: string, hint: string) => string;
}

/**
 * A value is written by its own branch: a scalar as what it is; an object by its tag, or by a property that tells it
 * apart; any other by the member that fits and declares most of what the value has, among equals the first. What fits
 * none is written, where that is allowed, as the first of its shape.
 */
export function encodeUnion(sheet: Sheet, type: Union, hint: string, encoders: MemberEncoders): Lines {
  const tagged = taggedOf(sheet, type);
  const members = tagged?.others ?? type.members;
  const scalars = members.filter((member) => isScalar(sheet, member));
  const others = members.filter((member) => !isScalar(sheet, member));
  const isScalarMember = any(...scalars.map((member) => scalarCondition(sheet, member, "v")));
  const head = scalars.length === 0 ? [] : [`if (${holds(isScalarMember)}) return ${sheet.call("scalar", "v")};`];
  const [other] = others;
  if (tagged === undefined && other !== undefined && others.length === 1) {
    return [...head, `return ${encoders.textOf(sheet, other, "v", hint)};`];
  }
  return [
    ...head,
    ...(tagged === undefined ? [] : encodeTagged(sheet, tagged, hint, encoders.encoderOf)),
    ...encodeOthers(sheet, others, hint, encoders),
    ...encodeAnyway(sheet, [...(tagged?.variants ?? []).map(({ member }) => member), ...others], hint, encoders),
    `return ${sheet.call("misfit", "v", "strict")};`,
  ];
}

function encodeTagged(sheet: Sheet, tagged: Tagged, hint: string, encoderOf: EncoderOf): Lines {
  const cases = tagged.variants.map(({ value, member }) => {
    const name = encoderOf(sheet, member, hint + wordOf(String(value)));
    return `  case ${value === undefined ? "undefined" : literalText(value)}: return ${name}(v, strict);`;
  });
  const tag = readProperty(sheet, "v", tagged.property);
  return block(`if (${sheet.call("isObject", "v")})`, [`switch (${tag}) {`, ...cases, "}"]);
}

function encodeOthers(sheet: Sheet, others: readonly WireType[], hint: string, { textOf }: MemberEncoders): Lines {
  const nameOf = (member: WireType): string => hint + String(others.indexOf(member) + 1);
  // To an object type without required properties a `Set` or a `Map` is an object like any other.
  const containers = others.filter((member) => sheet.resolve(member).kind === "set" || isMap(sheet, member));
  const { known, tried } = sortMembers(
    sheet,
    others.filter((member) => !containers.includes(member)),
    "v",
  );
  const look = known.flatMap(({ member, test }) =>
    branch(holdsChain(test), `return ${textOf(sheet, member, "v", nameOf(member))};`),
  );
  const rivals = tried.filter(({ hasRival }) => hasRival).map(({ member }) => member);
  const alone = [...containers, ...tried.filter(({ hasRival }) => !hasRival).map(({ member }) => member)];
  return [
    ...alone.map((member) => {
      const fit = fitsBy(fitOf(sheet, member, "v", nameOf(member)));
      return `if (${holds(fit)}) return ${textOf(sheet, member, "v", nameOf(member))};`;
    }),
    ...(look.length === 0 ? [] : block(`if (${sheet.call("isObject", "v")})`, look)),
    ...(rivals.length === 0 ? [] : encodeBest(sheet, rivals, nameOf, textOf)),
  ];
}

function isMap(sheet: Sheet, type: WireType): boolean {
  const found = sheet.resolve(type);
  return found.kind === "record" && found.map === true;
}

function encodeBest(
  sheet: Sheet,
  rivals: readonly WireType[],
  nameOf: (member: WireType) => string,
  textOf: MemberEncoders["textOf"],
): Lines {
  const counts = rivals.map((member) => countOf(fitOf(sheet, member, "v", nameOf(member))));
  const cases = rivals.map((member, index) => `  case ${index}: return ${textOf(sheet, member, "v", nameOf(member))};`);
  return [`switch (${sheet.call("best", ...counts)}) {`, ...cases, "}"];
}

function encodeAnyway(sheet: Sheet, members: readonly WireType[], hint: string, { textOf }: MemberEncoders): Lines {
  const set = members.find((member) => sheet.resolve(member).kind === "set");
  const list = members.find((member) => ["array", "tuple"].includes(sheet.resolve(member).kind));
  const map = members.find((member) => isMap(sheet, member));
  const object = members.find(
    (member) => ["object", "record"].includes(sheet.resolve(member).kind) && !isMap(sheet, member),
  );
  const lines = (member: WireType | undefined, check: string): Lines =>
    member === undefined
      ? []
      : [`if (!strict && ${sheet.call(check, "v")}) return ${textOf(sheet, member, "v", hint)};`];
  return [...lines(set, "isSet"), ...lines(map, "isMap"), ...lines(list, "isArray"), ...lines(object, "isObject")];
}
