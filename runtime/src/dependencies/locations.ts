import type { Locations, Place } from "@typeway/contract";
import type { CallPlan, Reader } from "./plan.js";

/** Where the slots of each reader were found, for the issues of a request. */
export function locationsOf(plan: CallPlan): readonly Locations[] {
  plan.locations ??= plan.readers.map((reader) => locate(reader, plan));
  return plan.locations;
}

const locate = ({ compiled, places }: Reader, { body, refusing }: CallPlan): Locations => ({
  text: compiled.slots.map(({ name, loc = [name] }, index) => [rootOf(places[index]), ...loc]),
  body: compiled.bodies.map(({ name }) => (body?.whole === undefined ? ["body", name] : ["body"])),
  refusing,
});

/** What the `loc` of an issue begins with. */
const rootOf = (place: Place | undefined): string => (place === "form" ? "body" : (place ?? "query"));
