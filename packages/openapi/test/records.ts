import {
  type AnswerDoc,
  type BodySlotDoc,
  CONTRACT_VERSION,
  type CompiledParam,
  type ErrorDoc,
  type JsonSchema,
  type Method,
  type Place,
  type PlacedCallable,
  type RouteRecord,
  type RouteWords,
  type SchemaDoc,
  type TextSlotDoc,
} from "@typeway/contract";

export interface SlotSpec extends TextSlotDoc {
  readonly in: Place;
  readonly name: string;
  readonly required?: boolean;
  readonly many?: boolean;
}

export interface BodySpec extends BodySlotDoc {
  readonly name: string;
  readonly required?: boolean;
  readonly mediaType?: string;
}

export interface CallableSpec {
  readonly name?: string;
  readonly slots?: readonly SlotSpec[];
  readonly bodies?: readonly BodySpec[];
  readonly errors?: readonly ErrorDoc[];
  readonly schemas?: Readonly<Record<string, SchemaDoc>>;
  readonly params?: readonly CompiledParam[];
}

export interface RouteSpec extends CallableSpec {
  readonly method?: Method;
  readonly path: string;
  readonly answers?: readonly AnswerDoc[];
  readonly summary?: string;
  readonly description?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: true;
  readonly dependencies?: readonly CallableSpec[];
  readonly words?: Partial<RouteWords>;
}

const never = () => {
  throw new Error("The document is made without running anything.");
};

function callable(spec: CallableSpec) {
  const { slots = [], bodies = [], errors = [], schemas = {} } = spec;
  return {
    version: CONTRACT_VERSION,
    name: spec.name ?? "",
    at: "src/main.ts:1:1",
    params: spec.params ?? [],
    slots: slots.map(({ in: place, name, required = false, many = false }) => ({ in: place, name, required, many })),
    bodies: bodies.map(({ name, required = true, mediaType = "application/json" }) => ({ name, required, mediaType })),
    decode: never,
    explain: never,
    doc: () => ({ slots, bodies, errors, schemas }),
  };
}

const placesOf = (spec: CallableSpec): readonly Place[] => (spec.slots ?? []).map((slot) => slot.in);

/** A route as the runtime would list it, written by hand. */
export function route(spec: RouteSpec): RouteRecord {
  const { answers = [], summary, description, operationId, tags, deprecated } = spec;
  const said = Object.entries({ summary, description, operationId, tags, deprecated });
  const doc = { answers, ...Object.fromEntries(said.filter(([, value]) => value !== undefined)) };
  const { doc: fragment, ...compiled } = callable(spec);
  return {
    method: spec.method ?? "GET",
    path: spec.path,
    name: spec.name ?? "",
    endpoint: {
      compiled: { ...compiled, answers: { empty: false }, doc: () => ({ ...fragment(), ...doc, answers }) },
      places: placesOf(spec),
      scopes: [],
    },
    dependencies: (spec.dependencies ?? []).map(
      (dependency): PlacedCallable => ({
        compiled: callable(dependency),
        places: placesOf(dependency),
        scopes: [],
      }),
    ),
    words: { tags: [], responses: {}, deprecated: false, documented: true, ...spec.words },
  };
}

/** A plain JSON answer. */
export const json = (schema: JsonSchema): AnswerDoc => ({
  status: null,
  content: { mediaType: "application/json", schema },
});

/** What an operation without anything to say answers. */
export const nothing: AnswerDoc = { status: null };
