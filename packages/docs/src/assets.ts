import { readFile } from "node:fs/promises";
import { manifest } from "./manifest.js";

export type AssetName = keyof typeof manifest;

/** A file that a page needs. Its name on the wire changes with its content, so it may be cached for ever. */
export interface Asset {
  readonly name: AssetName;
  /** The name on the wire: `swagger-ui.1a2b….css`. */
  readonly file: string;
  /** Its media type. */
  readonly type: string;
  readonly etag: string;
  /** Its size. */
  readonly bytes: number;
  /** @throws when the package was built without its assets */
  read(): Promise<Uint8Array>;
}

/** For a year, which is what caches understand as "for ever" (RFC 8246). */
export const assetCacheControl = "public, max-age=31536000, immutable";

function assetNamed(name: AssetName): Asset {
  const { type, hash, bytes } = manifest[name];
  return {
    name,
    file: name.replace(/(\.[a-z]+)$/, `.${hash}$1`),
    type,
    etag: `"${hash}"`,
    bytes,
    read: () => readFile(new URL(`./assets/${name}`, import.meta.url)),
  };
}

export const assets: { readonly [Name in AssetName]: Asset } = {
  "swagger-ui-bundle.js": assetNamed("swagger-ui-bundle.js"),
  "swagger-ui.css": assetNamed("swagger-ui.css"),
  "oauth2-redirect.js": assetNamed("oauth2-redirect.js"),
  "favicon-32x32.png": assetNamed("favicon-32x32.png"),
  "redoc.standalone.js": assetNamed("redoc.standalone.js"),
};

/** Where assets are unless a page is told otherwise. */
export const defaultAssetsUrl = "/docs/assets";
