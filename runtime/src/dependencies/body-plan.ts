import { TypewayError } from "../errors/typeway-error.js";
import type { BodyPlan, BodyTarget, FormPlan, Reader } from "./plan.js";
import { targetsIn } from "./text-targets.js";

/** What of a route decides how its body is read. */
interface Subject {
  readonly isSocket: boolean;
  /** Every method it is registered for is one whose requests have no body of their own. */
  readonly isBodyless: boolean;
  readonly route: string;
  readonly refusing: boolean;
}

/**
 * What becomes of the body: one slot is the whole of it, several are the keys of one object; or it is a form.
 * @throws {TypewayError} for a body where there is none, and for parts of one that is taken as a whole
 */
export function planBody(readers: readonly Reader[], subject: Subject): BodyPlan | undefined {
  if (!readers.some(({ takesBody }) => takesBody)) return undefined;
  const targets: BodyTarget[] = readers.flatMap(({ compiled }, reader) =>
    compiled.bodies.map(({ name, required }, slot) => ({ name, required, reader, slot })),
  );
  const form = planForm(readers, subject);
  const [first] = [...targets, ...(form?.targets ?? [])];
  if (first === undefined) return undefined;
  if (subject.isSocket) throw unsupported(readers, first, "a body");
  if (subject.isBodyless) refuseImplied(readers, subject.route);
  if (form !== undefined) {
    if (targets.length === 0) return { whole: undefined, targets, mediaTypes: [urlencoded], form, secret: form.secret };
    throw unsupported(readers, first, `a part of the body, which is a form with '${form.targets[0]?.name}'`);
  }
  const whole = targets.length === 1 ? targets[0] : undefined;
  const bodies = readers.flatMap(({ compiled }) => compiled.bodies);
  const mediaTypes = new Set(bodies.map(({ mediaType }) => mediaType.toLowerCase()));
  const raw = bodies.find((body) => body.raw !== undefined);
  if (raw !== undefined && whole === undefined) {
    const rival = targets.find(({ name }) => name !== raw.name) ?? targets[1] ?? first;
    throw unsupported(readers, rival, `a part of the body, which '${raw.name}' takes as a whole`);
  }
  const secret = bodies.some((body) => body.secret === true);
  return { whole, targets, mediaTypes: [...mediaTypes], secret, ...(raw?.raw === undefined ? {} : { raw: raw.raw }) };
}

/** What a handler knows when it is compiled, a dependency only learns here. */
function refuseImplied(readers: readonly Reader[], route: string): void {
  for (const { compiled } of readers) {
    const body = compiled.bodies.find(({ implied }) => implied);
    if (body === undefined) continue;
    const { name: handler, at } = compiled;
    throw new TypewayError("TYPEWAY_BODY_UNEXPECTED", { handler, at, parameter: body.name, route });
  }
}

const urlencoded = "application/x-www-form-urlencoded";

function planForm(readers: readonly Reader[], { refusing }: Subject): FormPlan | undefined {
  const targets = targetsIn(readers, "form");
  if (targets.length === 0) return undefined;
  const params = readers.flatMap(({ compiled }) => compiled.params);
  const isClosed = params.some((param) => param.kind === "text" && param.closed?.in === "form");
  return { targets, closed: isClosed || refusing, secret: targets.some(({ secret }) => secret) };
}

function unsupported(
  readers: readonly Reader[],
  { reader, name }: Pick<BodyTarget, "reader" | "name">,
  what: string,
): TypewayError {
  const handler = readers[reader]?.compiled.name ?? "";
  return new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler, parameter: name, what });
}
