// Lesson 10: documentation comes from the code. Open /documentation, /reference and /api.json.
import { App, type DateOnly, type Doc, HttpError, type Int } from "typeway";

/** A parcel on its way. */
interface Parcel {
  /** The number on the label. */
  id: Int;
  /**
   * Where it is going.
   * @example "Lisboa"
   */
  city: string;
  /** @deprecated Use `expectedOn`. */
  days?: Int;
  expectedOn: DateOnly;
}

const app = new App({
  title: "Parcels",
  version: "2.1.0",
  summary: "Where is it?",
  description: "Follows parcels. *Markdown* works here.",
  contact: { name: "The counter", email: "counter@example.com" },
  license: { name: "MIT", identifier: "MIT" },
  servers: [{ url: "/", description: "This server" }],
  openapiTags: [{ name: "Parcels", description: "Boxes and letters." }],
  docs: { openapiUrl: "/api.json", swaggerUrl: "/documentation", redocUrl: "/reference" },
});

/**
 * Find a parcel.
 *
 * The first line is the summary. The rest, this, is the description.
 * @param parcelId The number on the label.
 * @returns The parcel, wherever it is.
 * @throws {410} It was delivered long ago.
 * @tag Parcels
 */
function findParcel(
  parcelId: Int,
  language: Doc<string, { description: "Of the answer."; examples: ["pt"] }> = "en",
): Parcel {
  if (parcelId < 1000) throw new HttpError(410, `Delivered (${language})`);
  return { id: parcelId, city: "Lisboa", expectedOn: "2026-03-01" };
}
app.get("/parcels/{parcelId}", findParcel);

/** @deprecated Use the other one. */
app.get("/parcel", { tags: ["Parcels"], operationId: "oldParcel" }, (id: Int): Parcel => findParcel(id));

/** Served, but nobody's business. */
app.get("/internal", { documented: false }, () => "ok");

export default app;
