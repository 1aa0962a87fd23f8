import type { Provider } from "@typeway/contract";
import type { Registration } from "./registration.js";
import type { Route } from "./routing/route.js";

/** What works, but hardly as it was meant: each a sentence for the log of the start. */
export function startHints(
  root: Registration,
  routes: readonly Route[],
  overridden: Iterable<Provider>,
): readonly string[] {
  return [
    ...secondHandlers(root, new Set()),
    ...idleOverrides(routes, overridden),
    ...new Set(routes.flatMap(idleScopes)),
  ];
}

function secondHandlers(registration: Registration, seen: Set<Registration>): string[] {
  if (seen.has(registration)) return [];
  seen.add(registration);
  return [
    ...registration.rehandled.map((what) => `${what} was called twice for one router; the last handler answers.`),
    ...registration.entries.flatMap((entry) =>
      entry.kind === "include" ? secondHandlers(entry.registration, seen) : [],
    ),
  ];
}

function idleOverrides(routes: readonly Route[], overridden: Iterable<Provider>): string[] {
  const wanted = new Set(routes.flatMap(({ providers }) => providers));
  return [...overridden].flatMap((provider) =>
    wanted.has(provider) ? [] : [`override(${nameOf(provider)}) replaces what no route depends on.`],
  );
}

/** Scopes that somebody asks for by `Security`, and nobody looks at; and those that no scheme of the route knows. */
function idleScopes({ method, pattern, plan }: Route): string[] {
  const asking = plan.readers.filter(({ scopes }) => scopes.length > 0);
  if (asking.length === 0) return [];
  const route = `${method} ${pattern.text}`;
  const takes = asking.some(({ compiled }) =>
    compiled.params.some((param) => param.kind === "context" && param.what === "SecurityScopes"),
  );
  const asked = [...new Set(asking.flatMap(({ scopes }) => scopes))].join(", ");
  return [
    ...(takes ? [] : [`${route} asks for the scopes ${asked}, which nothing checks: no parameter is SecurityScopes.`]),
    ...plan.credentials.flatMap((credential) => unlistedScopes(route, credential)),
  ];
}

type Credential = Route["plan"]["credentials"][number];

function unlistedScopes(route: string, { schemes, scopes }: Credential): string[] {
  const listing = schemes.flatMap((scheme) => (scheme.type === "oauth2" ? [Object.keys(scheme.scopes)] : []));
  // A scheme that lists none, or cannot, says nothing of which there are.
  if (listing.length < schemes.length || listing.some((listed) => listed.length === 0)) return [];
  const unlisted = scopes.filter((scope) => !listing.some((listed) => listed.includes(scope)));
  return unlisted.map((scope) => `${route} asks for the scope ${scope}, which its security scheme does not list.`);
}

const nameOf = ({ name }: Provider): string => name || "a function without a name";
