import { TypewayError } from "../errors/typeway-error.js";
import type { BodyPlan, BodyTarget, Reader } from "./plan.js";

/**
 * What becomes of the body: one slot is the whole of it, several are the keys of one object.
 * @throws {TypewayError} for a body where there is none, and for parts of one that is taken as a whole
 */
export function planBody(readers: readonly Reader[], isSocket: boolean): BodyPlan | undefined {
  const targets: BodyTarget[] = readers.flatMap(({ compiled }, reader) =>
    compiled.bodies.map(({ name, required }, slot) => ({ name, required, reader, slot })),
  );
  const [first] = targets;
  if (first === undefined) return undefined;
  if (isSocket) throw unsupported(readers, first, "a body");
  const whole = targets.length === 1 ? first : undefined;
  const bodies = readers.flatMap(({ compiled }) => compiled.bodies);
  const mediaTypes = new Set(bodies.map(({ mediaType }) => mediaType.toLowerCase()));
  const raw = bodies.find((body) => body.raw !== undefined);
  if (raw !== undefined && whole === undefined) {
    const rival = targets.find(({ name }) => name !== raw.name) ?? targets[1] ?? first;
    throw unsupported(readers, rival, `a part of the body, which '${raw.name}' takes as a whole`);
  }
  return { whole, targets, mediaTypes: [...mediaTypes], ...(raw?.raw === undefined ? {} : { raw: raw.raw }) };
}

/** Says in each reader where its parts of the body were found. */
export const locateBodies = (readers: readonly Reader[], { whole }: BodyPlan): readonly Reader[] =>
  readers.map((reader) => {
    const body = reader.compiled.bodies.map(({ name }) => (whole === undefined ? ["body", name] : ["body"]));
    return { ...reader, at: { ...reader.at, body } };
  });

function unsupported(readers: readonly Reader[], { reader, name }: BodyTarget, what: string): TypewayError {
  const handler = readers[reader]?.compiled.name ?? "";
  return new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler, parameter: name, what });
}
