import fc from "fast-check";
import type { ObjectType, Property, TypeTable, WireType } from "../../dist/ir/wire-type.js";
import { keyOf, literal, ref } from "./evaluate.js";

/** A type with the named types it refers to. */
export interface Model {
  readonly type: WireType;
  readonly types: TypeTable;
}

const strings = fc.constantFrom<Extract<WireType, { kind: "string" }>["constraints"]>(
  {},
  {},
  { minLength: 1 },
  { minLength: 2, maxLength: 4 },
  { maxLength: 3 },
  { pattern: "^[a-c]+$" },
  { pattern: "\\p{Lu}", maxLength: 5 },
  { pattern: '^["/\\\\]' },
  { pattern: "^a(?:[\\s\\S]*)$|^\\P{Changes_When_Uppercased}*$" },
  ...["date-time", "date", "time", "duration", "uuid", "email", "uri", "ipv4", "ipv6", "hostname", "json-pointer"].map(
    (format) => ({ format }),
  ),
  { format: "password" },
);

const numbers = fc.constantFrom<Extract<WireType, { kind: "number" }>["constraints"]>(
  {},
  {},
  { minimum: 0 },
  { minimum: -5, maximum: 10 },
  { exclusiveMinimum: 0, exclusiveMaximum: 100 },
  { multipleOf: 5 },
  { multipleOf: 0.01 },
);

const numberType = fc
  .tuple(fc.constantFrom(undefined, "double", "int32", "uint32", "int64", "uint64"), numbers)
  .map(([format, constraints]): WireType => ({ kind: "number", ...(format ? { format } : {}), constraints }));
/** A schema knows nothing of transforms, so that a transformed string is of any text. */
const transformed = fc.constantFrom<WireType>(
  { kind: "string", constraints: {}, transforms: ["trim"] },
  { kind: "string", constraints: {}, transforms: ["lowercase"] },
  { kind: "string", constraints: {}, transforms: ["trim", "lowercase"] },
);
const stringType = fc.oneof(
  { weight: 9, arbitrary: strings.map((constraints): WireType => ({ kind: "string", constraints })) },
  { weight: 1, arbitrary: transformed },
);
const literalType = fc.constantFrom(
  literal("red"),
  literal("red", "green", "b\"l'ue\u2028"),
  literal(1, 2, -3),
  literal(true),
  literal("a", 1, true),
  literal("1", "2", "3", "4", "5", "6", "7", "8"),
);
const simple = fc.constantFrom<WireType>({ kind: "boolean" }, { kind: "null" }, { kind: "unknown" });
const converted = fc.constantFrom<WireType>(
  { kind: "bigint", constraints: {} },
  { kind: "bigint", constraints: {}, values: ["1"] },
  { kind: "bigint", constraints: {}, values: ["1", "-2", "36893488147419103232"] },
  { kind: "date" },
  { kind: "url" },
  { kind: "bytes" },
  { kind: "bytes", buffer: true },
);
const scalarType = fc.oneof(
  { weight: 4, arbitrary: stringType },
  { weight: 4, arbitrary: numberType },
  { weight: 2, arbitrary: literalType },
  { weight: 2, arbitrary: simple },
  { weight: 2, arbitrary: converted },
);

/**
 * Scalars of different kinds. A string beside a bigint or a date is left out: what was decoded from a number or from
 * another form of the same instant is read back as the string.
 */
const scalarUnion = fc
  .uniqueArray(fc.oneof(stringType, numberType, converted, fc.constant<WireType>({ kind: "boolean" })), {
    selector: ({ kind }) => (["date", "bigint", "url", "bytes"].includes(kind) ? "string" : kind),
    minLength: 2,
  })
  .map((members): WireType => ({ kind: "union", members }));

const names = [
  "id",
  "name",
  "a b",
  "class",
  "constructor",
  "toString",
  "valueOf",
  "v",
  "x",
  "s",
  "out",
  "key",
  "value",
  "strict",
  "support",
  "__tw_decodeT0",
  "undefined",
  "ü",
  "😀",
  "\u2028",
  'quo"te',
  "back\\slash",
  "`${x}`",
  "*/",
  "-0",
] as const;

interface Depth {
  readonly types: number;
  /** Named types that may stand where a value is required; any may stand where it can be left out. */
  readonly required: readonly number[];
}

function typeOf(depth: number, context: Depth): fc.Arbitrary<WireType> {
  if (depth === 0) return fc.oneof(scalarType, scalarUnion);
  const inner = typeOf(depth - 1, context);
  const anyRef = fc.nat({ max: context.types - 1 }).map((index) => ref(`T${index}`));
  const loose = fc.oneof({ weight: 3, arbitrary: inner }, { weight: 1, arbitrary: anyRef });
  return fc.oneof(
    { weight: 4, arbitrary: scalarType },
    { weight: 1, arbitrary: scalarUnion },
    { weight: 2, arbitrary: listOf(loose) },
    { weight: 1, arbitrary: setType },
    { weight: 1, arbitrary: tupleType(inner) },
    { weight: 2, arbitrary: recordType(loose) },
    { weight: 2, arbitrary: loose.map(nullable) },
    { weight: 2, arbitrary: objectType(depth - 1, context) },
    { weight: 1, arbitrary: variantUnion(depth - 1, context) },
    { weight: 1, arbitrary: shapeUnion(depth - 1, context) },
    ...(context.required.length === 0
      ? []
      : [{ weight: 2, arbitrary: fc.constantFrom(...context.required).map((index) => ref(`T${index}`)) }]),
  );
}

const keyType = fc.constantFrom<WireType | undefined>(
  undefined,
  undefined,
  { kind: "string", constraints: { pattern: "^x-[\\s\\S]*$" } },
  { kind: "string", constraints: { minLength: 2, maxLength: 3 } },
  { kind: "number", format: "int64", constraints: {} },
  { kind: "bigint", constraints: {} },
  { kind: "boolean" },
  literal("a", "b c", "constructor"),
  literal(1, 2, -7),
  { kind: "union", members: [literal("a"), { kind: "string", constraints: { pattern: "^x-" } }] },
);

const recordType = (values: fc.Arbitrary<WireType>): fc.Arbitrary<WireType> =>
  fc.tuple(values, keyType, fc.boolean()).map(([inner, keys, map]) => ({
    kind: "record",
    values: inner,
    ...(keys ? { keys } : {}),
    ...(map ? { map } : {}),
  }));

const nullable = (type: WireType): WireType =>
  type.kind === "union" || type.kind === "null" || type.kind === "unknown"
    ? type
    : { kind: "union", members: [type, { kind: "null" }] };

const listOf = (items: fc.Arbitrary<WireType>): fc.Arbitrary<WireType> =>
  fc.oneof(
    fc
      .tuple(items, fc.constantFrom({}, { minItems: 1 }, { maxItems: 2 }, { minItems: 1, maxItems: 3 }))
      .map(([inner, constraints]): WireType => ({ kind: "array", items: inner, constraints })),
    fc
      .oneof(stringType, numberType)
      .map((inner): WireType => ({ kind: "array", items: inner, constraints: { uniqueItems: true } })),
  );

/**
 * Of items that cannot look the same in JSON when they differ: dates and objects are told apart by what was undeclared
 * or written in another form, and would not be as many when they are read again.
 */
const setType: fc.Arbitrary<WireType> = fc
  .tuple(
    fc.oneof(stringType, numberType, literalType, fc.constant<WireType>({ kind: "bigint", constraints: {} })),
    fc.constantFrom({}, { minItems: 1 }, { maxItems: 2 }),
  )
  .map(([items, constraints]) => ({ kind: "set", items, constraints }));

const tupleType = (items: fc.Arbitrary<WireType>): fc.Arbitrary<WireType> =>
  fc
    .tuple(fc.array(items, { maxLength: 3 }), fc.nat({ max: 3 }), fc.option(items, { nil: undefined }))
    .map(([list, required, rest]) => ({
      kind: "tuple",
      items: list,
      required: Math.min(required, list.length),
      ...(rest ? { rest } : {}),
    }));

const defaults: readonly Pick<Property, "type" | "default">[] = [
  { type: { kind: "number", format: "int64", constraints: {} }, default: 20 },
  { type: { kind: "string", constraints: {} }, default: "</script>\u2029" },
  { type: { kind: "boolean" }, default: false },
  { type: { kind: "union", members: [{ kind: "date" }, { kind: "null" }] }, default: null },
  { type: { kind: "date" }, default: "2020-02-29T12:00:00Z" },
  { type: { kind: "array", items: { kind: "date" }, constraints: {} }, default: [] },
];

function propertyOf(name: string, depth: number, context: Depth): fc.Arbitrary<Property> {
  const all: Depth = { ...context, required: Array.from({ length: context.types }, (_, index) => index) };
  return fc.oneof(
    { weight: 4, arbitrary: typeOf(depth, context).map((type) => ({ name, type, optional: false })) },
    { weight: 3, arbitrary: typeOf(depth, all).map((type) => ({ name, type, optional: true })) },
    {
      weight: 1,
      arbitrary: typeOf(depth, all).map((type) => ({ name, type, optional: true, access: "read" as const })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...defaults)
        .map((some) => ({ name, ...some, optional: true, fillsDefault: true as const })),
    },
  );
}

function objectType(depth: number, context: Depth): fc.Arbitrary<ObjectType> {
  const properties = fc
    .uniqueArray(fc.constantFrom(...names), { maxLength: 5 })
    .chain((chosen) => fc.tuple(...chosen.map((name) => propertyOf(name, depth, context))));
  const extra = fc.constantFrom<Partial<ObjectType>>(
    {},
    {},
    {},
    { exact: true },
    { absent: ["undeclared"] },
    { absent: ["undeclared", "7"], additional: { kind: "number", constraints: {} } },
    { additional: { kind: "number", constraints: {} } },
    { additional: { kind: "date" } },
    { additional: { kind: "date" }, additionalKeys: { kind: "string", constraints: { pattern: "^x-" } } },
    {
      additional: { kind: "boolean" },
      additionalKeys: { kind: "string", constraints: { pattern: "^\\d+$" } },
      exact: true,
    },
  );
  return fc.tuple(properties, extra).map(([list, more]) => ({ kind: "object", properties: list, ...more }));
}

/** Two objects told apart by their literal property `kind`, possibly beside a scalar. */
function variantUnion(depth: number, context: Depth): fc.Arbitrary<WireType> {
  const tagged = (type: ObjectType, ...tags: (string | number)[]): ObjectType => ({
    ...type,
    properties: [
      { name: "kind", type: literal(...tags), optional: false },
      ...type.properties.filter(({ name }) => name !== "kind"),
    ],
  });
  const memberByValue = { '"cat"': 0, '"tiger"': 0, "7": 1 };
  return fc
    .tuple(
      objectType(depth, context),
      objectType(depth, context),
      fc.constantFrom<readonly WireType[]>([], [shortString], [{ kind: "null" }]),
    )
    .map(
      ([cat, seven, others]): WireType => ({
        kind: "union",
        members: [tagged(cat, "cat", "tiger"), tagged(seven, 7), ...others],
        discriminator: { property: "kind", memberByValue },
      }),
    );
}

const shortString: WireType = { kind: "string", constraints: { maxLength: 3 } };

const dates: WireType = { kind: "array", items: { kind: "date" }, constraints: {} };
const words: WireType = { kind: "set", items: shortString, constraints: {} };
const stamped: WireType = { kind: "tuple", items: [{ kind: "boolean" }, { kind: "date" }], required: 1 };

/** Objects told apart by a property that only one of them has, beside what is an array in JSON. */
function shapeUnion(depth: number, context: Depth): fc.Arbitrary<WireType> {
  const only = (type: ObjectType, name: string): ObjectType => ({
    kind: "object",
    properties: [...type.properties, { name, type: { kind: "boolean" }, optional: false }],
  });
  const arrays = fc.shuffledSubarray([dates, words, stamped], { minLength: 1 });
  return fc
    .tuple(objectType(depth, context), objectType(depth, context), arrays)
    .map(([a, b, lists]): WireType => ({ kind: "union", members: [only(a, "onlyA"), ...lists, only(b, "onlyB")] }));
}

/** Random types over a table of random named types, which may be recursive. */
export const model: fc.Arbitrary<Model> = fc.integer({ min: 1, max: 3 }).chain((count) => {
  const table = fc.tuple(
    ...Array.from({ length: count }, (_, index) => {
      const later = Array.from({ length: count - index - 1 }, (_, step) => index + step + 1);
      return objectType(2, { types: count, required: later });
    }),
  );
  const context = { types: count, required: Array.from({ length: count }, (_, index) => index) };
  return fc.tuple(table, typeOf(3, context)).map(([objects, type]) => ({
    type,
    types: Object.fromEntries(
      objects.map((object, index) => [
        keyOf(`T${index}`),
        { key: keyOf(`T${index}`), name: `T${index}`, type: object },
      ]),
    ),
  }));
});
