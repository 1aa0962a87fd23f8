import { assets, defaultAssetsUrl } from "./assets.js";
import { type JsonObject, type Page, pageOf } from "./page.js";

export interface RedocPageOptions {
  readonly title: string;
  /** Relative to the page. */
  readonly openapiUrl: string;
  /** The folder of the package's own assets. @default "/docs/assets" */
  readonly assetsUrl?: string;
  /** @default the copy in the package */
  readonly js?: string;
  readonly favicon?: string;
  /** Redoc's own options, as far as they are JSON. */
  readonly parameters?: JsonObject;
}

const start = `Redoc.init(new URL(settings.url, location.href).href, settings.ui, document.getElementById("redoc"));`;

/** Redoc over a document. HTML in descriptions is cleaned before it is shown. */
export function redocPage(options: RedocPageOptions): Page {
  const { assetsUrl = defaultAssetsUrl } = options;
  return pageOf({
    title: `${options.title} - Redoc`,
    icon: options.favicon ?? `${assetsUrl}/${assets["favicon-32x32.png"].file}`,
    scripts: [options.js ?? `${assetsUrl}/${assets["redoc.standalone.js"].file}`],
    settings: { url: options.openapiUrl, ui: { ...options.parameters, sanitize: true } },
    script: start,
    style: "body { margin: 0; padding: 0; }",
    body: '<div id="redoc"></div>',
  });
}
