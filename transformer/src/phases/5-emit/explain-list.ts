import type { TupleType, WireType } from "../../ir/wire-type.js";
import { decoderCall, transformsOf } from "./decode.js";
import { explanationOf } from "./explain.js";
import { listRules } from "./explain-scalar.js";
import type { Lines } from "./lines.js";
import { mayMeet } from "./lists.js";
import type { Place } from "./place.js";
import type { Sheet } from "./sheet.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

export function explainArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const transforms = type.constraints.uniqueItems && transformsOf(sheet, type.items);
  const explainItems = `for (let i = 0; i < v.length; i++) ${explanationOf(sheet, type.items, "v[i]", { probe: "x", key: "i" }, hint)}`;
  return withRepetitions(sheet, type, hint, Boolean(type.constraints.uniqueItems), [
    `if (!x.list(${given("v", listRules(type.constraints, transforms))})) return;`,
    explainItems,
  ]);
}

export function explainScalarList(sheet: Sheet, { items, constraints }: Found<"array">, hint: string): Lines {
  const explanation = explanationOf(sheet, items, "v[i]", { probe: "x", key: "{ list: key, index: i }" }, hint);
  return [
    `if (!x.scalarList(${given("v", "key", listRules(constraints))})) return;`,
    `for (let i = 0; i < v.length; i++) ${explanation}`,
  ];
}

export function explainSet(sheet: Sheet, type: Found<"set">, hint: string): Lines {
  return withRepetitions(sheet, type, hint, true, [
    `const items = x.set(${given("v", listRules(type.constraints, transformsOf(sheet, type.items)))});`,
    `for (let i = 0; i < items.length; i++) ${explanationOf(sheet, type.items, "items[i]", { probe: "x", key: "i" }, hint)}`,
  ]);
}

/** Items that are one only when they are decoded: where each is right, that is what a decoder refuses. */
function withRepetitions(
  sheet: Sheet,
  type: Found<"array" | "set">,
  hint: string,
  isUnique: boolean,
  explain: Lines,
): Lines {
  if (!isUnique || transformsOf(sheet, type.items) !== undefined || !mayMeet(sheet, type.items, "json")) return explain;
  const decoded = decoderCall(sheet.with({ exact: false, remembers: false }), type, "v", hint);
  return [
    "const before = x.count;",
    ...explain,
    `if (!x.inMemory && x.count === before && ${decoded} === ${sheet.fail}) x.repeats(v);`,
  ];
}

const given = (...parameters: readonly (string | undefined)[]): string =>
  parameters.filter((text) => text !== undefined).join(", ");

/** For values and for texts. A required item that is not there is explained like any other: as missing. */
export function explainTuple(
  { items, required, rest }: TupleType,
  value: string,
  hint: string,
  explain: (type: WireType, value: string, place: Place, hint: string) => string,
): Lines {
  const parameters = rest === undefined ? `${value}, ${items.length}` : value;
  return [
    `const items = x.tuple(${parameters});`,
    "if (items === undefined) return;",
    ...items.map((item, index) => {
      const statement = explain(item, `items[${index}]`, { probe: "x", key: String(index) }, `${hint}${index}`);
      return index < required ? statement : `if (items.length > ${index}) ${statement}`;
    }),
    ...(rest === undefined
      ? []
      : [
          `for (let i = ${items.length}; i < items.length; i++) ${explain(rest, "items[i]", { probe: "x", key: "i" }, `${hint}Rest`)}`,
        ]),
  ];
}
