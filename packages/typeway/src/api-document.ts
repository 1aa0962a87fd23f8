import { createHash } from "node:crypto";
import type { RouteRecord } from "@typeway/contract";
import { createDocument, moveTokenUrls, type OpenApiDocument, type OpenApiVersion } from "@typeway/openapi";
import { type AppOptions, appDefaults, routeInfo } from "./app-options.js";

export type DocumentChange = (document: OpenApiDocument) => OpenApiDocument | void;

export interface DocumentFile {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

/** An application's document: made on first use, and again only when there is something new to say. */
export class ApiDocument {
  readonly #options: AppOptions;
  readonly #changes: DocumentChange[] = [];
  #made: { readonly records: readonly RouteRecord[]; readonly document: OpenApiDocument } | undefined;
  /** By the prefix that clients see. */
  readonly #files = new Map<string, DocumentFile>();

  constructor(options: AppOptions) {
    this.#options = options;
  }

  change(change: DocumentChange): void {
    this.#changes.push(change);
    this.#made = undefined;
  }

  /** @param version another one than the application's is made anew each time */
  of(records: readonly RouteRecord[], version = this.#version): OpenApiDocument {
    if (version !== this.#version) return this.#make(records, version);
    if (this.#made === undefined || !isSame(this.#made.records, records)) {
      this.#files.clear();
      this.#made = { records, document: this.#make(records, version) };
    }
    return this.#made.document;
  }

  /** @param rootPath the prefix under which clients reach the application, which OpenAPI calls a server */
  fileOf(records: readonly RouteRecord[], rootPath: string): DocumentFile {
    const document = this.of(records);
    const known = this.#files.get(rootPath);
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(this.#under(rootPath, document, this.#options.rootPath)));
    const file = { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"` };
    this.#files.set(rootPath, file);
    return file;
  }

  get #version(): OpenApiVersion {
    return this.#options.openapiVersion ?? "3.1";
  }

  #make(records: readonly RouteRecord[], openapiVersion: OpenApiVersion): OpenApiDocument {
    const { title = appDefaults.title, version = appDefaults.version, operationId, ...options } = this.#options;
    const { summary, description, termsOfService, contact, license } = options;
    const { servers, externalDocs, openapiTags, separateSchemas, errors } = options;
    const info = {
      title,
      version,
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
      ...(termsOfService !== undefined && { termsOfService }),
      ...(contact !== undefined && { contact }),
      ...(license !== undefined && { license }),
    };
    const document = createDocument(info, records, {
      version: openapiVersion,
      ...(servers !== undefined && { servers }),
      ...(externalDocs !== undefined && { externalDocs }),
      ...(openapiTags !== undefined && { tags: openapiTags }),
      ...(errors !== undefined && { errors }),
      ...(separateSchemas !== undefined && { separateSchemas }),
      ...(operationId !== undefined && { operationId: (record) => operationId(routeInfo(record)) }),
    });
    const rooted = this.#under(this.#options.rootPath ?? "", document);
    return this.#changes.reduce((changed, change) => change(changed) ?? changed, rooted);
  }

  /** @param before the prefix that the document is made for */
  #under(rootPath: string, document: OpenApiDocument, before = ""): OpenApiDocument {
    if (rootPath === "" || this.#options.rootPathInServers === false) return document;
    const servers = Array.isArray(document["servers"]) ? document["servers"] : [];
    if (servers.some((server) => server.url === rootPath)) return document;
    // `/` alone only says that nobody named a server.
    const named = this.#options.servers === undefined ? servers.filter((server) => server.url !== "/") : servers;
    return { ...moveTokenUrls(document, before, rootPath), servers: [{ url: rootPath }, ...named] };
  }
}

const isSame = (a: readonly RouteRecord[], b: readonly RouteRecord[]) =>
  a === b || (a.length === b.length && a.every((record, index) => record === b[index]));
