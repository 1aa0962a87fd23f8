import { type AppLike, isApp } from "@typeway/contract";
import { Mistake } from "./mistake.js";

/** Exports that are the application by their name alone. */
const usualNames = ["default", "app", "api"];

export interface Wanted {
  /** Shown in messages. */
  readonly file: string;
  /** The export the user has named. */
  readonly app?: string | undefined;
}

/**
 * The application a module exports: the named one, else `default`, `app` or `api`, else the only one there is.
 * @throws {Mistake} when there is none, or several of which none has a usual name
 */
export function pickApp(module: object, { file, app }: Wanted): AppLike {
  const exported = exportsOf(module);
  const apps = [...exported].filter((entry): entry is [string, AppLike] => isApp(entry[1]));
  if (app !== undefined) {
    const found = apps.find(([name]) => name === app);
    if (found) return found[1];
    throw new Mistake(
      `'${file}' has no app named '${app}'. ${list(
        apps.map(([name]) => name),
        "Apps it exports",
      )}`,
    );
  }
  const usual = usualNames.map((name) => apps.find(([own]) => own === name)).find((found) => found !== undefined);
  if (usual) return usual[1];
  const [first, ...others] = apps;
  if (first && others.every(([, other]) => other === first[1])) return first[1];
  if (first) {
    throw new Mistake(
      `'${file}' exports several apps: ${apps.map(([name]) => name).join(", ")}. Choose one with --app ${first[0]}, or make it the default export.`,
    );
  }
  throw new Mistake(
    `'${file}' exports no app. End it with \`export default app;\`. ${list([...exported.keys()], "It exports")}`,
  );
}

/** With what a CommonJS module wraps into its default. */
function exportsOf(module: object): Map<string, unknown> {
  const direct = new Map(Object.entries(module));
  const inner = direct.get("default");
  const wrapped = typeof inner === "object" && inner !== null && !isApp(inner) ? Object.entries(inner) : [];
  return new Map([...wrapped, ...[...direct].filter(([name]) => !(name === "default" && wrapped.length > 0))]);
}

const list = (names: readonly string[], label: string): string =>
  names.length > 0 ? `${label}: ${names.join(", ")}.` : "It exports nothing.";
