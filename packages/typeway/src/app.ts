import type { AppLike, Compiled, Pages, RouteRecord } from "@typeway/contract";
import { type OpenApiDocument, type OpenApiVersion, schemeClash, tokenUrls } from "@typeway/openapi";
import { contextEndpoint, type RouteInfo, App as ServingApp, TypewayError } from "@typeway/runtime";
import { ApiDocument, type DocumentChange } from "./api-document.js";
import { type AppOptions, appDefaults } from "./app-options.js";
import { docsRoutes, pagesOf } from "./docs-routes.js";

/** An HTTP API: routes, and the document and pages that describe them. */
export class App extends ServingApp implements AppLike {
  readonly title: string;
  readonly version: string;
  /** Where the document and its pages are served. */
  readonly pages: Pages;
  readonly #document: ApiDocument;
  /** Names of the routes that are not the user's. */
  readonly #own: ReadonlySet<string>;

  constructor(options: AppOptions = {}) {
    super(options);
    this.title = options.title ?? appDefaults.title;
    this.version = options.version ?? appDefaults.version;
    this.pages = pagesOf(options);
    this.#document = new ApiDocument(options);
    const routes = docsRoutes(options, {
      fileOf: (rootPath) => this.#document.fileOf(this.records, rootPath),
      tokenUrls: () => tokenUrls(this.openapi()),
    });
    this.#own = new Set(routes.map((route) => route.name));
    if (this.pages.openapi !== undefined) this.onStart(() => checkSchemes(this.records));
    for (const { path, name, handler } of routes) {
      this.get(
        path,
        { name, documented: false, undeclaredInput: "drop" },
        handler,
        contextEndpoint(name) as Compiled<typeof handler>,
      );
    }
  }

  override get routes(): readonly RouteInfo[] {
    return super.routes.filter((route) => !this.#own.has(route.name));
  }

  override get records(): readonly RouteRecord[] {
    return super.records.filter((record) => !this.#own.has(record.name));
  }

  /**
   * The OpenAPI document, made of what was compiled: nothing is started and no handler runs. Made on first use, and
   * again when routes were added since.
   * @param version another one than the option `openapiVersion` says
   * @throws {TypewayError} for registrations that cannot work
   */
  openapi(version?: OpenApiVersion): OpenApiDocument {
    return this.#document.of(this.records, version);
  }

  /** Changes the document whenever it is made, in the order of adding; return another to replace it. */
  onOpenapi(change: DocumentChange): this {
    this.#document.change(change);
    return this;
  }
}

/** @throws {TypewayError} before somebody asks for a document that cannot be made */
function checkSchemes(records: readonly RouteRecord[]): void {
  const clash = schemeClash(records);
  if (clash !== undefined) throw new TypewayError("TYPEWAY_SECURITY_NAME", clash);
}
