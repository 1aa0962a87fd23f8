/**
 * Copies what the pages need out of swagger-ui-dist and redoc into dist/assets, so that users install neither, and
 * checks it against src/manifest.ts. After an update of either package: `npm run assets -w @typeway/docs -- --update`,
 * look at the difference, build again.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const folderOf = (name) => dirname(require.resolve(`${name}/package.json`));
const swagger = folderOf("swagger-ui-dist");
const redoc = folderOf("redoc");
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "dist", "assets");
const manifestFile = join(here, "src", "manifest.ts");

const javascript = "text/javascript; charset=utf-8";
const css = "text/css; charset=utf-8";
const png = "image/png";

const sourceMapLink = /\s*(\/\/# sourceMappingURL=\S+|\/\*# sourceMappingURL=\S+\*\/)\s*$/;
const withoutSourceMap = (text) => text.replace(sourceMapLink, "\n");

/** Redoc's only address outside: a picture beside its name, which is kept. */
const logo = '"https://cdn.redoc.ly/redoc/logo-mini.svg"';
const noPicture = `"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"`;
function withoutLogo(text) {
  if (text.split(logo).length !== 2) throw new Error("redoc.standalone.js no longer names its logo exactly once.");
  return text.replace(logo, noPicture);
}

const served = [
  {
    name: "swagger-ui-bundle.js",
    from: join(swagger, "swagger-ui-bundle.js"),
    type: javascript,
    change: withoutSourceMap,
  },
  { name: "swagger-ui.css", from: join(swagger, "swagger-ui.css"), type: css, change: withoutSourceMap },
  { name: "oauth2-redirect.js", from: join(swagger, "oauth2-redirect.js"), type: javascript },
  { name: "favicon-32x32.png", from: join(swagger, "favicon-32x32.png"), type: png },
  {
    name: "redoc.standalone.js",
    from: join(redoc, "bundles", "redoc.standalone.js"),
    type: javascript,
    change: (text) => withoutLogo(withoutSourceMap(text)),
  },
];

const notices = [
  { name: "swagger-ui.LICENSE.txt", from: join(swagger, "LICENSE") },
  { name: "swagger-ui.NOTICE.txt", from: join(swagger, "NOTICE") },
  { name: "swagger-ui-bundle.js.LICENSE.txt", from: join(swagger, "swagger-ui-bundle.js.LICENSE.txt") },
  { name: "redoc.LICENSE.txt", from: join(redoc, "LICENSE") },
  { name: "redoc.standalone.js.LICENSE.txt", from: join(redoc, "bundles", "redoc.standalone.js.LICENSE.txt") },
];

const version = (name) => require(`${name}/package.json`).version;
const readme = `# Third-party files

- Swagger UI ${version("swagger-ui-dist")}: swagger-ui-bundle.js, swagger-ui.css, oauth2-redirect.js, favicon-32x32.png.
  Apache License 2.0, see swagger-ui.LICENSE.txt, swagger-ui.NOTICE.txt and swagger-ui-bundle.js.LICENSE.txt.
  Changed: the link to the source map is removed from swagger-ui.css.
- Redoc ${version("redoc")}: redoc.standalone.js.
  MIT License, see redoc.LICENSE.txt and redoc.standalone.js.LICENSE.txt.
  Changed: the link to the source map and the address of a remote picture are removed.
`;

const fingerprint = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

await mkdir(target, { recursive: true });
const entries = [];
for (const { name, from, type, change } of served) {
  const original = await readFile(from);
  const bytes = change ? Buffer.from(change(original.toString("utf8"))) : original;
  await writeFile(join(target, name), bytes);
  entries.push(`  "${name}": { type: "${type}", hash: "${fingerprint(bytes)}", bytes: ${bytes.length} },`);
}
for (const { name, from } of notices) await writeFile(join(target, name), await readFile(from));
await writeFile(join(target, "README.md"), readme);

const manifest = `/** Written by copy-assets.js: the served files and what is in them. */
export const manifest = {
${entries.join("\n")}
} as const;
`;
const known = await readFile(manifestFile, "utf8").catch(() => "");
if (known !== manifest) {
  if (!process.argv.includes("--update")) {
    throw new Error("The assets are not those of src/manifest.ts. If that is wanted, run this with --update.");
  }
  await writeFile(manifestFile, manifest);
}
