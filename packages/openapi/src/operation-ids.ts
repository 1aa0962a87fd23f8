import type { RouteRecord } from "@typeway/contract";
import type { DescribedRoute } from "./described-route.js";
import { groupBy } from "./group-by.js";
import { capitalise, pathInCamelCase } from "./naming.js";

interface Wish {
  readonly record: RouteRecord;
  readonly id: string;
  /** Written by the user for this operation, in an option or a comment. */
  readonly explicit: boolean;
}

const methodInCamelCase = (record: RouteRecord) => capitalise(record.method.toLowerCase());
const endpointInCamelCase = (record: RouteRecord) => methodInCamelCase(record) + pathInCamelCase(record.path);
const place = (record: RouteRecord) => `${record.path} ${record.method}`;
const byPlace = (a: Wish, b: Wish) => (place(a.record) < place(b.record) ? -1 : 1);

/**
 * An operation's identifier: from its options, else from its comment, else from `name`, else the function's name,
 * else method and path. Where several operations want the same one, each gets what tells them apart added: the method
 * (`itemsGet`), the path (`itemsAdminItems`) or both; only one that was written by hand stays as it is. The outcome
 * depends on the set of operations, never on the order of their registration.
 */
export function operationIds(
  routes: readonly DescribedRoute[],
  name: ((route: RouteRecord) => string) | undefined,
): ReadonlyMap<RouteRecord, string> {
  const wishes = routes.map(({ record, doc }) => wish(record, record.words.operationId ?? doc.operationId, name));
  const ids = new Map<RouteRecord, string>();
  const taken = new Set<string>();
  const settle = ({ record }: Wish, id: string) => {
    let free = id;
    for (let number = 2; taken.has(free); number += 1) free = `${id}_${number}`;
    taken.add(free);
    ids.set(record, free);
  };

  const qualified: [Wish, string][] = [];
  for (const [id, group] of groupBy(wishes, (wanted) => wanted.id)) {
    const [explicit, ...rivals] = group.filter((wanted) => wanted.explicit);
    const keeper = group.length === 1 ? group[0] : explicit !== undefined && rivals.length === 0 ? explicit : undefined;
    if (keeper) settle(keeper, id);
    const others = group.filter((wanted) => wanted !== keeper).sort(byPlace);
    const qualify = qualifierFor(others);
    for (const other of others) qualified.push([other, id + qualify(other.record)]);
  }
  for (const [other, id] of qualified.sort(([a], [b]) => byPlace(a, b))) settle(other, id);
  return ids;
}

function wish(
  record: RouteRecord,
  explicit: string | undefined,
  name: ((route: RouteRecord) => string) | undefined,
): Wish {
  if (explicit !== undefined) return { record, id: explicit, explicit: true };
  const own = name ? name(record) : record.endpoint.compiled.name.replace(/[^\w$.-]+/g, "_");
  return { record, id: own || nameless(record), explicit: false };
}

const nameless = (record: RouteRecord) => record.method.toLowerCase() + pathInCamelCase(record.path);

function qualifierFor(group: readonly Wish[]): (record: RouteRecord) => string {
  const tellsApart = (qualify: (record: RouteRecord) => string) =>
    new Set(group.map(({ record }) => qualify(record))).size === group.length;
  const byPath = (record: RouteRecord) => pathInCamelCase(record.path);
  if (tellsApart(methodInCamelCase)) return methodInCamelCase;
  return tellsApart(byPath) ? byPath : endpointInCamelCase;
}
