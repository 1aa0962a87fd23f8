import { createHash } from "node:crypto";

/** A finished page: the same bytes for every visitor. */
export interface Page {
  readonly html: string;
  /** `Content-Type`, `Content-Security-Policy` and the like, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Settings as they come from JSON. */
export type JsonObject = { readonly [name: string]: unknown };

export interface PageParts {
  readonly title: string;
  readonly icon?: string | undefined;
  readonly stylesheets?: readonly string[];
  /** Loaded before {@link PageParts.script} runs. */
  readonly scripts?: readonly string[];
  /** Read by the script as `settings`. */
  readonly settings?: JsonObject;
  /** Our own code, the only inline script that the browser runs. Constant, and without `</script>`. */
  readonly script: string;
  readonly style?: string;
  readonly body: string;
  /** Origins, besides the page's own, to which it may send requests. */
  readonly connect?: readonly string[];
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** JSON that cannot end the element it stands in. */
const inlineJson = (value: JsonObject) => JSON.stringify(value).replace(/</g, "\\u003c");

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const readSettings = 'const settings = JSON.parse(document.getElementById("settings").textContent);';

/** Puts a page together so that nothing but its own parts runs, loads or is sent. */
export function pageOf(parts: PageParts): Page {
  const { title, icon, stylesheets = [], scripts = [], settings, style } = parts;
  const script = settings === undefined ? parts.script : `${readSettings}\n${parts.script}`;
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    ...(icon === undefined ? [] : [`<link rel="icon" href="${escapeHtml(icon)}">`]),
    ...stylesheets.map((url) => `<link rel="stylesheet" href="${escapeHtml(url)}">`),
    ...(style === undefined ? [] : [`<style>${style}</style>`]),
  ];
  const body = [
    parts.body,
    ...(settings === undefined
      ? []
      : [`<script type="application/json" id="settings">${inlineJson(settings)}</script>`]),
    ...scripts.map((url) => `<script src="${escapeHtml(url)}"></script>`),
    `<script>${script}</script>`,
  ];
  const html = `<!doctype html>\n<html lang="en">\n<head>\n${head.join("\n")}\n</head>\n<body>\n${body.join("\n")}\n</body>\n</html>\n`;
  return {
    html,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policyOf(parts, script),
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
    },
  };
}

/**
 * One hash for our own script instead of a nonce: the page is the same for everybody and may be cached. Styles are
 * inline because both user interfaces write theirs with JavaScript.
 */
function policyOf({ scripts = [], stylesheets = [], connect = [] }: PageParts, script: string): string {
  const list = (...sources: readonly string[]) => [...new Set(sources)].join(" ");
  return [
    "default-src 'none'",
    `script-src ${list("'self'", hashOf(script), ...originsOf(scripts))}`,
    `style-src ${list("'self'", "'unsafe-inline'", ...originsOf(stylesheets))}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src ${list("'self'", ...originsOf(connect))}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}

/** Of absolute addresses; a relative one is the page's own. */
const originsOf = (urls: readonly string[]): string[] =>
  urls.flatMap((url) => {
    const parsed = /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : undefined;
    return parsed === undefined ? [] : [parsed.origin];
  });
