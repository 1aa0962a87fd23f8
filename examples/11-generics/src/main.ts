// Lesson 11: generics, and types made of other types.
import { App, HttpError, type Int } from "typeway";
import { pagesOf } from "./page.js";

interface Tea {
  id: Int;
  name: string;
  minutes: number;
  notes?: string;
}

interface Cup {
  litres: number;
}

const teas: Tea[] = [
  { id: 1, name: "Assam", minutes: 4 },
  { id: 2, name: "Sencha", minutes: 1.5, notes: "Not too hot" },
  { id: 3, name: "Mate", minutes: 5 },
];

const app = new App({ title: "Generics", version: "1.0.0" });

app.get("/teas", pagesOf(teas));
app.get("/cups", pagesOf<Cup>([{ litres: 0.2 }]));

/** What is new has no id yet. */
app.post("/teas", { status: 201 }, (tea: Omit<Tea, "id">): Tea => ({ id: 4, ...tea }));

/** What is absent stays absent, so that it is not changed. */
app.patch("/teas/{id}", (id: Int, changes: Partial<Omit<Tea, "id">>): Tea => {
  const tea = teas.find((tea) => tea.id === id);
  if (tea === undefined) throw new HttpError(404, "No such tea");
  return { ...tea, ...changes };
});

/** A part of a type. */
app.get("/names", (): Pick<Tea, "id" | "name">[] => teas);

export default app;
