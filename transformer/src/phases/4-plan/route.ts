import { bodilessMethods } from "@typeway/contract";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";

/** What a registration itself says of its route. Everything is unknown behind a user's wrapper. */
export interface Route {
  /** In upper case. */
  readonly methods?: readonly string[];
  readonly path?: string;
  /** The path cannot get a prefix later: it was registered on an App. */
  readonly complete: boolean;
  /** Where problems of the path are shown. */
  readonly pathNode?: ts.Node;
  /** Of plain answers, where an option says so in digits. */
  readonly status?: { readonly code: number; readonly node: ts.Node };
  /** Tells one receiver's registrations from another's. */
  readonly receiver?: ts.Symbol;
}

const methodByName = new Map([
  ...["get", "post", "put", "patch", "delete", "head", "options", "trace", "query"].map((name): [string, string] => [
    name,
    name.toUpperCase(),
  ]),
  ["websocket", "WS"],
]);
const bodyless = new Set([...bodilessMethods, "WS"]);

/** A WebSocket's handler answers nothing. */
export const isSocket = ({ methods }: Route): boolean => methods?.length === 1 && methods[0] === "WS";

export const hasNoBody = ({ methods }: Route): boolean =>
  (methods ?? ["unknown"]).every((method) => bodyless.has(method));

export function routeOf(project: Project, { call, signature }: Registration): Route {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || !project.isOurs(signature.declaration)) return { complete: false };
  const [first] = call.arguments;
  const receiver = project.checker.getSymbolAtLocation(expression.expression);
  const complete = isApp(project, expression.expression);
  const common = { complete, ...(receiver ? { receiver } : {}), ...chosenStatus(call) };
  if (first && ts.isObjectLiteralExpression(first)) return { ...common, ...declaredRoute(first) };
  const method = methodByName.get(expression.name.text);
  return {
    ...common,
    ...(method ? { methods: [method] } : {}),
    ...(first && ts.isStringLiteralLike(first) ? { path: first.text, pathNode: first } : {}),
  };
}

/** `app.route({ methods: ["GET"], path: "/" }, …)`. */
function declaredRoute(options: ts.ObjectLiteralExpression): Pick<Route, "methods" | "path" | "pathNode"> {
  const [path, methods] = [initializerOf(options, "path"), initializerOf(options, "methods")];
  const names =
    methods && ts.isArrayLiteralExpression(methods)
      ? methods.elements.filter(ts.isStringLiteralLike).map(({ text }) => text)
      : undefined;
  return {
    ...(names ? { methods: names } : {}),
    ...(path && ts.isStringLiteralLike(path) ? { path: path.text, pathNode: path } : {}),
  };
}

/** `app.get(path, { status: 201 }, handler)`. */
function chosenStatus({ arguments: given }: ts.CallExpression): Pick<Route, "status"> {
  const options = given.slice(0, -1).find(ts.isObjectLiteralExpression);
  const node = options && initializerOf(options, "status");
  return node && ts.isNumericLiteral(node) ? { status: { code: Number(node.text), node } } : {};
}

const initializerOf = (options: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  options.properties.find(
    (property): property is ts.PropertyAssignment =>
      ts.isPropertyAssignment(property) && property.name.getText() === name,
  )?.initializer;

function isApp(project: Project, receiver: ts.Expression): boolean {
  const { symbol } = project.checker.getTypeAtLocation(receiver);
  return symbol?.name === "App" && project.isOurs(symbol.declarations?.[0]);
}

/** The names of a path's segments: `/users/{userId}/files/{path*}` has `userId` and `path`. */
export const segmentsOf = (path: string): string[] =>
  [...path.matchAll(/\{([^{}*]+)\*?\}/g)].map(([, name]) => name ?? "");

/** Two paths of one shape match the same requests. */
export const shapeOf = (path: string): string => path.replace(/\{[^{}*]+(\*?)\}/g, "{$1}");
