/** The parts of OpenAPI 3.1 that the assembler writes, and that whoever changes the document afterwards relies on. */

export interface Contact {
  readonly name?: string;
  readonly url?: string;
  readonly email?: string;
}

export interface License {
  readonly name: string;
  /** An SPDX expression; excludes `url`. */
  readonly identifier?: string;
  readonly url?: string;
}

export interface ExternalDocs {
  readonly description?: string;
  readonly url: string;
}

export interface Server {
  readonly url: string;
  readonly description?: string;
}

export interface Tag {
  readonly name: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
}

export interface DocumentInfo {
  readonly title: string;
  /** The version of the API, not of OpenAPI. */
  readonly version: string;
  readonly summary?: string;
  /** Markdown. */
  readonly description?: string;
  readonly termsOfService?: string;
  readonly contact?: Contact;
  readonly license?: License;
}

/** One finished document: plain JSON that belongs to the caller. */
export interface OpenApiDocument {
  openapi: string;
  info: {
    title: string;
    version: string;
    summary?: string;
    description?: string;
    termsOfService?: string;
    contact?: Contact;
    license?: License;
    [extension: `x-${string}`]: unknown;
  };
  /** By path template, then by method in lower case. */
  paths: Record<string, Record<string, unknown>>;
  /** By kind (`schemas`), then by name. */
  components?: Record<string, Record<string, unknown>>;
  [member: string]: unknown;
}
