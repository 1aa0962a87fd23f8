import { readFileSync } from "node:fs";
import { assets, defaultAssetsUrl } from "./assets.js";
import { type JsonObject, type Page, pageOf } from "./page.js";

export interface SwaggerPageOptions {
  readonly title: string;
  /** Relative to the page. */
  readonly openapiUrl: string;
  /** The folder of the package's own assets. @default "/docs/assets" */
  readonly assetsUrl?: string;
  /** @default the copy in the package */
  readonly js?: string;
  /** @default the copy in the package */
  readonly css?: string;
  readonly favicon?: string;
  /** Where an authorization server sends the browser back to: the address of {@link swaggerRedirectPage}. */
  readonly oauth2RedirectUrl?: string;
  /** Swagger UI's own parameters, as far as they are JSON. */
  readonly parameters?: JsonObject;
  /** Arguments of Swagger UI's `initOAuth`. */
  readonly oauth?: JsonObject;
  /** Addresses of other hosts that "try it out" may call. */
  readonly connect?: readonly string[];
}

const defaults = {
  deepLinking: true,
  layout: "BaseLayout",
  showExtensions: true,
  showCommonExtensions: true,
  // The badge of a validator elsewhere.
  validatorUrl: null,
};

const start = `for (const name of ["url", "oauth2RedirectUrl"]) {
  if (settings.ui[name] !== undefined) settings.ui[name] = new URL(settings.ui[name], location.href).href;
}
const ui = SwaggerUIBundle(settings.ui);
if (settings.oauth !== undefined) ui.initOAuth(settings.oauth);`;

/** Swagger UI over a document. The page's address has no say in what it shows or where requests go. */
export function swaggerPage(options: SwaggerPageOptions): Page {
  const { assetsUrl = defaultAssetsUrl, oauth2RedirectUrl, oauth } = options;
  const own = (name: "swagger-ui-bundle.js" | "swagger-ui.css" | "favicon-32x32.png") =>
    `${assetsUrl}/${assets[name].file}`;
  return pageOf({
    title: `${options.title} - Swagger UI`,
    icon: options.favicon ?? own("favicon-32x32.png"),
    stylesheets: [options.css ?? own("swagger-ui.css")],
    scripts: [options.js ?? own("swagger-ui-bundle.js")],
    settings: {
      ui: {
        ...defaults,
        ...(oauth2RedirectUrl === undefined ? {} : { oauth2RedirectUrl }),
        ...options.parameters,
        url: options.openapiUrl,
        dom_id: "#swagger-ui",
        queryConfigEnabled: false,
      },
      ...(oauth === undefined ? {} : { oauth }),
    },
    script: start,
    style: "body { margin: 0; }",
    body: '<div id="swagger-ui"></div>',
    connect: options.connect ?? [],
  });
}

/** Hands an authorization server's answer to the Swagger UI that opened this window. */
export function swaggerRedirectPage(): Page {
  const script = readFileSync(new URL("./assets/oauth2-redirect.js", import.meta.url), "utf8");
  return pageOf({ title: "Swagger UI: OAuth2 redirect", script, body: "" });
}
