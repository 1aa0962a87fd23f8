/**
 * Every problem Typeway reports about a program, once: code, sentence, cure. The thousands are the phase that finds
 * it: 1 discover, 2 analyze, 3 describe, 4 plan. A retired number stays retired.
 */
interface Entry {
  /** What is wrong, in the user's words. */
  readonly message: (details: never) => string;
  /** What to type. */
  readonly help: (details: never) => string;
  /** The program is built all the same: it may be meant, but probably is not. */
  readonly severity?: "warning";
}

/** How a word is written with literals. */
const exampleByMarker = {
  Doc: 'Doc<string, { title: "Name" }>',
  Default: "Default<number, 10>",
  Depends: 'Depends<typeof openDb, { scope: "app" }>',
  Security: 'Security<typeof currentUser, ["items:read"]>',
};

export const catalogue = {
  /** Raised when a wrapper's own parameter type has replaced the handler's type. */
  TW1001: {
    message: (d: { type: string }) =>
      `The handler's type is lost before it reaches this call: all that is known is '${d.type}'.`,
    help: () =>
      "Let the wrapper be generic: `function secured<H extends Handler>(path: string, handler: H, compiled?: Compiled<H>) { app.get(path, handler, compiled); }`.",
  },
  /** Raised when the handler's type is a type parameter that this call does not bind. */
  TW1002: {
    message: (d: { type: string }) =>
      `'${d.type}' is a type parameter here, so there is nothing to generate code from.`,
    help: (d: { type: string }) =>
      `Give the function around this call a last parameter \`compiled?: Compiled<${d.type}>\` and pass it on; its callers are then completed instead.`,
  },
  /** Raised for a handler or dependency with several call signatures. */
  TW1003: {
    message: (d: { name: string }) => `${d.name} is overloaded: it is not decided which signature a request calls.`,
    help: () => "Pass an arrow function with the one signature that is meant.",
  },
  /** Raised when the arguments of a registration are spread. */
  TW1004: {
    message: () => "The arguments of this call are spread, so the generated code has no place among them.",
    help: () => "Write the arguments out.",
  },
  /** Raised when one file registers the same method and path twice on the same receiver. */
  TW1005: {
    message: (d: { method: string; path: string; line: number }) =>
      `${d.method} ${d.path} is registered twice: first in line ${d.line}.`,
    help: () => "Remove one of them, or change its method or path.",
  },
  /** Raised when what is passed is not a function. */
  TW1006: {
    message: (d: { type: string }) => `'${d.type}' is not a function that can be called.`,
    help: () => "Pass a function whose parameters are to be filled from the request.",
  },
  /** Raised for `parse(value)`, of which TypeScript infers `unknown`. */
  TW1007: {
    message: (d: { call: string }) => `'${d.call}' is called without a type, so nothing would be checked.`,
    help: (d: { call: string; takesAny: boolean }) =>
      `Write it: \`${d.call}<User>(…)\`${d.takesAny ? `; \`${d.call}<unknown>(…)\` stands for any JSON value` : ""}.`,
  },
  /** Raised when a type of data depends on a type parameter that this call does not bind. */
  TW1008: {
    message: (d: { type: string }) =>
      `'${d.type}' depends on a type parameter here, so there is nothing to generate code from.`,
    help: (d: { type: string }) =>
      `Give the function around this call a last parameter \`compiled?: Compiled<${d.type}, "data">\` and pass it on; its callers are then completed instead.`,
  },
  /** Raised when a list of functions is used where a list of `Dependency` is asked for, so that none of them was completed. */
  TW1009: {
    message: (d: { list: string; options?: string }) =>
      `'${d.list}' is used as a list of dependencies, but its type does not say so where the functions are named.`,
    help: (d: { options?: string }) =>
      d.options
        ? `Write the type there: \`const options: ${d.options} = { dependencies: [requireToken] }\`.`
        : "Write the type there: `const checks: Dependency[] = [requireToken, requireAdmin]`.",
  },
  /** Raised for a parameter without a type, or of type any. */
  TW2001: {
    message: (d: { name: string }) => `Parameter '${d.name}' has no type, or none but 'any'.`,
    help: (d: { name: string }) => `Write one: \`${d.name}: string\`, or \`unknown\` for any JSON value.`,
  },
  TW2002: {
    message: (d: { name: string }) =>
      `'...${d.name}' cannot be filled from a request: a rest parameter has no name on the wire.`,
    help: (d: { name: string }) => `Take a list: \`${d.name}: Query<string[]>\`.`,
  },
  /** Raised for a destructured parameter whose name would be a wire name. */
  TW2003: {
    message: (d: { pattern: string }) => `'${d.pattern}' has no name, but its name is needed on the wire.`,
    help: () => "Name the parameter and take it apart in the body.",
  },
  TW2004: {
    message: (d: { type: string; reason: string }) => `The dependency '${d.type}' cannot be resolved: ${d.reason}.`,
    help: (d: { cure?: string | undefined }) =>
      d.cure ?? "Name a function, method or class that exists at run time: `Depends<typeof openDb>`.",
  },
  /** Raised when a type of another module names a dependency, check, codec or class which that module does not export. */
  TW2005: {
    message: (d: { what: string; name: string; module: string }) =>
      `The ${d.what} '${d.name}' is not exported from '${d.module}', so the generated code cannot reach it.`,
    help: (d: { name: string }) => `Export it: \`export { ${d.name} }\`.`,
  },
  TW2006: {
    message: (d: { marker: string }) =>
      `'${d.marker}' stands inside a conditional or mapped type, where it cannot be read.`,
    help: (d: { marker: string }) =>
      `Write \`${d.marker}<…>\` at the parameter or property itself, or in a plain alias.`,
  },
  TW2007: {
    message: (d: { marker: string; type: string }) => `'${d.type}' in '${d.marker}' is not a literal.`,
    help: (d: { marker: string }) =>
      `Use literal types, as in \`${exampleByMarker[d.marker as keyof typeof exampleByMarker] ?? exampleByMarker.Default}\`.`,
  },
  /** Raised when a function that takes dependencies stands where no note can be left beside it. */
  TW2008: {
    message: (d: { name: string }) =>
      `${d.name} takes dependencies, but there is no place beside it for the references to them.`,
    help: () => "Make it a function declaration, an arrow function or a class method.",
  },
  /** Raised for a parameter whose type is the WebSocket of the browser, of Node or of `ws`. */
  TW2009: {
    message: (d: { name: string }) => `'${d.name}' is of type 'WebSocket', but not of Typeway's.`,
    help: () => 'Import it: `import type { WebSocket } from "typeway"`.',
  },
  /** Raised when `typeof f` in `Check` or `Coded` names nothing that can be called at run time. */
  TW2010: {
    message: (d: { marker: string; type: string; reason: string }) =>
      `'${d.type}' cannot be used in '${d.marker}': ${d.reason}.`,
    help: (d: { marker: string }) =>
      d.marker === "Check"
        ? "Name a function that returns at once: `Check<string, typeof isIsbn>`."
        : "Name an object that is a codec: `const userId: Codec<string, UserId> = { decode, encode }` and `Coded<typeof userId>`.",
  },
  /** Raised when a marked member of a union is, without its mark, no member of its own. */
  TW2011: {
    message: () => "This word is written on a member of a union that TypeScript cannot tell from the others.",
    help: () => "Write it around the whole union, or give each member a type of its own.",
  },
  /** Raised when a word about a property or parameter is written inside its type. */
  TW2012: {
    message: (d: { type: string }) => `'${d.type}' is about a property or parameter, but stands inside its type.`,
    help: () => "Write it around the whole type: `Secret<string[]>` instead of `Secret<string>[]`.",
  },
  /** Raised when a value that stands where a `Dependency` is asked for is no function of which everything is known. */
  TW2013: {
    message: (d: { name: string; reason: string }) => `'${d.name}' cannot be a dependency: ${d.reason}.`,
    help: (d: { cure?: string | undefined }) =>
      d.cure ?? "Name one function or class whose parameters have types: `dependencies: [requireToken]`.",
  },
  /** Raised for `eager` where there is nothing to make before the first request. */
  TW2014: {
    message: (d: { name: string }) =>
      `'${d.name}' is asked for with \`eager\`, but only values of the whole application can be made at start-up.`,
    help: (d: { name: string }) => `Write the scope too: \`Depends<${d.name}, { scope: "app"; eager: true }>\`.`,
  },
  /** Raised once for each circle, at the function that stands first in it. */
  TW2015: {
    message: (d: { name: string; circle: string }) => `'${d.name}' depends on itself: ${d.circle}.`,
    help: () => "Take what two of them need of each other into a third function that both depend on.",
  },
  /** Raised where a value is asked for that needs something which ends before it. */
  TW2016: {
    message: (d: { name: string; scope: string; needs: string }) =>
      `'${d.name}' is asked for with scope "${d.scope}", but needs ${d.needs}, which ends before it.`,
    help: (d: { name: string; scope: string }) =>
      d.scope === "app"
        ? `Ask for '${d.name}' without a scope, or let it take only what is there before the first request.`
        : 'Ask for both with `scope: "function"`, or for neither.',
  },
  /** Raised for a dependency inside of what a request brings. */
  TW2017: {
    message: (d: { path: string }) =>
      `'${d.path}' is written as a dependency, but only a parameter is one: here whoever sends the request would choose the value.`,
    help: () => "Make it a parameter of its own, `user: Depends<typeof currentUser>`, or write the type of the value.",
  },
  /** Raised for a scope that `WWW-Authenticate` cannot name. */
  TW2018: {
    message: (d: { scope: string }) => `${d.scope} is no scope: it is named between spaces in a header field.`,
    help: () =>
      'Write each scope by itself, in visible ASCII without spaces, quotes and backslashes: `["items:read", "items:write"]`.',
  },
  /** Raised for a function that needs a `this`. */
  TW2019: {
    message: (d: { name: string; type: string }) =>
      `${d.name} needs a 'this' of type '${d.type}', but is called without one.`,
    help: () =>
      "Take it as a dependency, or pass a method of the object (`users.find`) or an arrow function: `() => find.call(users)`.",
  },
  /** Raised for a parameter whose type is a credential among other things. */
  TW2020: {
    message: (d: { name: string; reason: string }) => `'${d.name}' cannot be a credential: ${d.reason}.`,
    help: () =>
      'Write the schemes alone, in literals, `?` where it may be absent: `token?: Bearer`, `key: Bearer | ApiKey<"header", "X-Key">`.',
  },
  TW3001: {
    message: (d: { path: string; type: string; reason: string }) =>
      `'${d.path}' is of type '${d.type}', which cannot cross the wire: ${d.reason}.`,
    help: (d: { cure: string }) => d.cure,
  },
  TW3002: {
    message: (d: { path: string; type: string }) =>
      `'${d.path}' is of the generic type '${d.type}', which nothing binds here.`,
    help: () => "Name the type argument where the handler is registered or made: `list<User>`.",
  },
  /** Raised when a constraint does not fit its type, or two of them exclude each other. */
  TW3003: {
    message: (d: { path: string; reason: string }) => `A constraint of '${d.path}' cannot be used: ${d.reason}.`,
    help: () =>
      "Keep the constraints that fit the type: MinLength for strings, Minimum for numbers, MinItems for arrays.",
  },
  /** Raised when typia itself fails: a bug, but the user's build must go on and say where. */
  TW3004: {
    message: (d: { path: string; reason: string }) =>
      `typia failed to read the constraints of '${d.path}': ${d.reason}.`,
    help: () => "Write the constraint with a type of `typeway` (`Minimum<0>`), and please report this.",
  },
  /** Raised when the value in `Default<T, V>` would be refused if a client sent it. */
  TW3005: {
    message: (d: { path: string; reason: string }) => `The default of '${d.path}' is not of its type: ${d.reason}.`,
    help: () =>
      'Use a value of the type as JSON writes it: `Default<Int, 20>`, `Default<Set<string>, ["a"]>`, `Default<Date, "2024-05-31T12:00:00Z">`.',
  },
  /** Raised when a type that is read promises a property which no request can set. */
  TW3006: {
    message: (d: { path: string }) =>
      `'${d.path}' is ReadOnly, so it is never read, but its type says that it is there.`,
    help: () =>
      'Make it optional (`id?: ReadOnly<Int>`), give it a value (`Default<ReadOnly<Int>, 0>`), or read a type without it: `Omit<User, "id">`.',
  },
  /** Raised when a request would have to make an instance of a class that cannot be made without arguments. */
  TW3007: {
    message: (d: { path: string; reason: string }) =>
      `'${d.path}' is of a class whose fields have initializers, but no request can make one: ${d.reason}.`,
    help: () =>
      "Give every parameter of its constructor a default, teach Typeway the class with a `Codec`, or read an interface instead.",
  },
  /** Raised for `any` in a body, an answer or a parameter's type. */
  TW3010: {
    severity: "warning",
    message: (d: { path: string }) => `'${d.path}' is of type 'any', so nothing of it is checked or documented.`,
    help: () => "Write its type, or `unknown` where any JSON value is right.",
  },
  /** Raised for a constraint on literals, which say all that is allowed. */
  TW3011: {
    severity: "warning",
    message: (d: { path: string; reason: string }) => `A constraint of '${d.path}' says nothing: ${d.reason}.`,
    help: () => "Leave it out.",
  },
  /** Raised for constraints that no value meets. */
  TW3012: {
    severity: "warning",
    message: (d: { path: string; reason: string }) => `No value can be of the type of '${d.path}': ${d.reason}.`,
    help: () => "Make the least value, length or number of items no larger than the most.",
  },
  /** Raised for `(T | null) & MinLength<1>`: to TypeScript, `null & {…}` is `never`. */
  TW3013: {
    severity: "warning",
    message: (d: { type: string }) => `'${d.type}' has no null: TypeScript drops it from an intersection.`,
    help: () => "Put the constraint on the type beside it: `(string & MinLength<1>) | null`.",
  },
  /** Raised for `Pattern<"^(a+)+$">`: a repetition without an end inside another, with nothing between. */
  TW3014: {
    severity: "warning",
    message: (d: { path: string; reason: string }) =>
      `The pattern of '${d.path}' may take very long: in '${d.reason}' something is repeated inside a repetition.`,
    help: () => "Repeat it once, put something fixed between the repetitions, or add `MaxLength<20>`.",
  },
  TW4001: {
    message: (d: { segment: string; path: string }) => `'{${d.segment}}' in '${d.path}' matches no parameter.`,
    help: (d: { segment: string }) =>
      `Name a parameter of the handler or of a dependency '${d.segment}', or remove the segment from the path.`,
  },
  TW4002: {
    message: (d: { name: string; path: string }) =>
      `'${d.name}' is marked Path, but '${d.path}' has no segment '{${d.name}}'.`,
    help: (d: { name: string }) => `Add \`{${d.name}}\` to the path, or mark the parameter Query.`,
  },
  TW4003: {
    message: (d: { name: string; method: string; type: string }) =>
      `'${d.name}: ${d.type}' would be the body of a ${d.method} request, which has none.`,
    help: (d: { name: string; type: string }) => `Read it from the query: \`${d.name}: Query<${d.type}>\`.`,
  },
  TW4004: {
    message: (d: { first: string; second: string; place: string; wire: string }) =>
      `'${d.first}' and '${d.second}' are both the ${d.place} value '${d.wire}'.`,
    help: () => 'Rename one of them, or give it a wire name of its own: `Query<string, "other">`.',
  },
  TW4005: {
    message: (d: { path: string; type: string; place: string }) =>
      `'${d.path}' is of type '${d.type}', which a ${d.place} value cannot hold.`,
    help: (d: { place: string }) =>
      d.place === "path"
        ? "Use a string, number, boolean, bigint, Date, literal or enum, or a list of these in one segment: `Comma<Int[]>`."
        : d.place === "response header"
          ? "Use a string, number, boolean, bigint, Date, literal or enum, a list of these, or a type with a `Codec` that makes one of these."
          : "Use a string, number, boolean, bigint, Date, literal or enum, a list of these, or an object of these (in a query also of such objects); or take it from the body: `Body<T>`.",
  },
  /** Raised for a style that a place does not have: a list with commas that is no list, a spread object with a name. */
  TW4006: {
    message: (d: { path: string; place: string; reason: string }) =>
      `'${d.path}' cannot be written like that in the ${d.place}: ${d.reason}.`,
    help: (d: { cure: string }) => d.cure,
  },
  /** Raised for a value with a status whose answers have no body. RFC 9110 §6.4.1 */
  TW4011: {
    message: (d: { status: number }) => `An answer with status ${d.status} has no body, but here there is one.`,
    help: (d: { status: number }) =>
      `Return \`reply(${d.status})\` or nothing, or choose a status whose answers have a body.`,
  },
  TW4012: {
    message: (d: { status: number }) => `${d.status} is not the status of an answer.`,
    help: () => "Use a number from 200 to 599.",
  },
  /** Raised for a header or cookie that a handler's type declares. */
  TW4013: {
    message: (d: { name: string; what: string }) => `'${d.name}' cannot be the name of a ${d.what}.`,
    help: () => "Use letters, digits and hyphens.",
  },
  /** Raised for a body whose media type is not JSON and whose type is neither bytes nor a text. */
  TW4020: {
    message: (d: { name: string; reason: string }) => `The body '${d.name}' cannot be read: ${d.reason}.`,
    help: () =>
      'Take the bytes or the text as they come, `Body<Uint8Array, "image/png">`, `Body<string, "text/csv">`; JSON is `application/json` or a media type that ends in `+json`.',
  },
  /** Raised for a body beside one that is not JSON. */
  TW4021: {
    message: (d: { name: string; other: string }) =>
      `'${d.name}' and '${d.other}' cannot both be in the body: one of them is all of it, because it is not JSON.`,
    help: () => "Read the other from the query or a header, or send both in one JSON object, bytes as base64.",
  },
  /** Raised for settings that no texts can make. */
  TW4040: {
    message: (d: { path: string; type: string }) =>
      `'${d.path}' is of type '${d.type}', which environment variables cannot hold.`,
    help: () =>
      "Use a string, number, boolean, bigint, Date, URL, literal or enum, a list of these, or an object whose properties are declared; read anything else from a file of its own: `parseJson<T>(text)`.",
  },
  /** Raised for two settings of one name. */
  TW4041: {
    message: (d: { first: string; second: string; variable: string }) =>
      `'${d.first}' and '${d.second}' are both read from the variable ${d.variable}.`,
    help: () => "Rename one of them.",
  },
  /** Raised for a function that another thread cannot find. */
  TW4050: {
    message: (d: { name: string; reason: string }) => `${d.name} cannot run in a worker thread: ${d.reason}.`,
    help: () =>
      "Export it from a module, where it needs nothing but its arguments, import it, and pass it by its name: `offload(hash)`.",
  },
  /** Raised for an `omit` whose rules only the program knows: the code that leaves properties out is written before. */
  TW4031: {
    message: () => "What 'omit' leaves out is not written out here.",
    help: () => 'Write the rules as literals in the call: `{ omit: ["null", "default"] }`.',
  },
} as const satisfies Record<`TW${number}`, Entry>;

export type Code = keyof typeof catalogue;

/** What the sentences of a code need to know. */
export type Details<C extends Code> =
  Parameters<(typeof catalogue)[C]["message"]> extends [infer M]
    ? Parameters<(typeof catalogue)[C]["help"]> extends [infer H]
      ? M & H
      : M
    : Parameters<(typeof catalogue)[C]["help"]> extends [infer H]
      ? H
      : Record<never, never>;
