import * as docs from "@typeway/docs";
import { html, type Raw } from "@typeway/runtime";

export interface SwaggerPageOptions {
  readonly title: string;
  /** Relative to the page. */
  readonly openapiUrl: string;
  /** @default the copy in the package, as an app with documentation serves it */
  readonly js?: string;
  readonly css?: string;
  readonly oauth2RedirectUrl?: string;
}

export interface RedocPageOptions {
  readonly title: string;
  /** Relative to the page. */
  readonly openapiUrl: string;
  /** @default the copy in the package, as an app with documentation serves it */
  readonly js?: string;
}

/** Swagger UI's page, for an own route. */
export const swaggerPage = (options: SwaggerPageOptions): Raw<"text/html"> => answer(docs.swaggerPage(options));

/** Where an authorization server sends Swagger UI's visitors back to, for an own route. */
export const swaggerRedirectPage = (): Raw<"text/html"> => answer(docs.swaggerRedirectPage());

/** Redoc's page, for an own route. */
export const redocPage = (options: RedocPageOptions): Raw<"text/html"> => answer(docs.redocPage(options));

export function answer({ html: document, headers }: docs.Page): Raw<"text/html"> {
  const { "content-type": _, ...rest } = headers;
  return html(document, { headers: rest });
}
