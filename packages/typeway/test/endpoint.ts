import { type Answers, CONTRACT_VERSION, type Compiled, type EndpointDoc, type TextSlot } from "@typeway/contract";

export interface EndpointSpec {
  readonly name: string;
  /** Each a string, handed over as it is. */
  readonly slots?: readonly TextSlot[];
  readonly answers?: Answers;
  readonly doc?: Partial<EndpointDoc>;
}

const plainJson: Answers = {
  empty: false,
  plain: { encode: (value) => JSON.stringify(value), explain: () => {} },
};

const emptyDoc: EndpointDoc = {
  slots: [],
  bodies: [],
  errors: [],
  schemas: {},
  answers: [{ status: null, content: { mediaType: "application/json", schema: {} } }],
};

/** What the transformer would write for a handler of texts, by hand: for tests that are about something else. */
export function compiledEndpoint<H>({ name, slots = [], answers = plainJson, doc }: EndpointSpec): Compiled<H> {
  const endpoint = {
    version: CONTRACT_VERSION,
    name,
    at: `src/${name}.ts:1:1`,
    params: slots.map((slot, index) => ({ kind: "text", name: slot.name, slots: [index] })),
    slots,
    bodies: [],
    decode: (text: readonly unknown[]) => [...text],
    explain: () => {},
    answers,
    doc: () => ({ ...emptyDoc, slots: slots.map(() => ({ schema: { type: "string" } })), ...doc }),
  };
  return endpoint as Compiled<H>;
}
