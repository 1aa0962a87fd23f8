import type { DescribedRoute } from "./described-route.js";
import type { ErrorForm } from "./errors.js";
import { mergeDeep } from "./merge.js";
import { titleOf } from "./naming.js";
import { type Parameter, parametersOf } from "./parameters.js";
import { requestBodyOf } from "./request-body.js";
import { responsesOf } from "./responses.js";
import type { SchemaWriter } from "./schema-components.js";
import { securityOf } from "./security-requirements.js";

export interface OperationPlace {
  readonly operationId: string;
  /** The path's names in the document by the route's own. */
  readonly pathNames: ReadonlyMap<string, string>;
}

/** One operation: what the compiled fragments and the route's options say, `words.openapi` merged over all of it. */
export function operationOf(
  route: DescribedRoute,
  { operationId, pathNames }: OperationPlace,
  write: SchemaWriter,
  form: ErrorForm,
): Readonly<Record<string, unknown>> {
  const { record, doc, fragments } = route;
  const { words } = record;
  const tags = [...new Set([...words.tags, ...(doc.tags ?? [])])];
  const description = words.description ?? doc.description;
  const parameters = parametersOf(fragments, pathNames, write);
  const requestBody = requestBodyOf(fragments, write);
  const security = securityOf(fragments);
  const operation = {
    ...(tags.length > 0 ? { tags } : {}),
    summary: words.summary ?? doc.summary ?? defaultSummary(route),
    ...(description === undefined ? {} : { description }),
    operationId,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: responsesOf(route, write, form),
    ...(words.deprecated || doc.deprecated ? { deprecated: true } : {}),
    ...(security.length > 0 ? { security } : {}),
  };
  return words.openapi === undefined ? operation : extended(operation, parameters, words.openapi);
}

const defaultSummary = ({ record }: DescribedRoute): string =>
  titleOf(record.endpoint.compiled.name) || `${record.method} ${record.path}`;

/** Lists add up, but a parameter of the same place and name is the same parameter. */
function extended(
  operation: Readonly<Record<string, unknown>>,
  parameters: readonly Parameter[],
  extra: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { parameters: extras, ...rest } = extra;
  const merged = mergeDeep(operation, rest);
  if (!Array.isArray(extras)) return merged;
  const byPlace = new Map<string, Readonly<Record<string, unknown>>>();
  for (const parameter of [...parameters, ...extras]) {
    const place = `${parameter.in} ${parameter.name} ${parameter.$ref ?? ""}`;
    byPlace.set(place, mergeDeep(byPlace.get(place) ?? {}, parameter));
  }
  return { ...merged, parameters: [...byPlace.values()] };
}
