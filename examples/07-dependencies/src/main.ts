// Lesson 7: dependencies.
// `Depends<typeof f>` is what `f` returns. The parameters of `f` come from the request like those of a handler.
import { App, type Depends, type Header, HttpError, type Int, type Maximum, type Minimum } from "typeway";

/** Everything that happens, for the test to see. */
export const log: string[] = [];

/** A function: parameters that several handlers share. */
function paging(page: Int & Minimum<1> = 1, size: Int & Minimum<1> & Maximum<100> = 10) {
  return { first: (page - 1) * size, size };
}

/** Of the whole application: opened once, when it starts, and closed when it stops. */
export function* openCellar() {
  log.push("open the cellar");
  yield new Map([
    [1, "Assam"],
    [2, "Sencha"],
    [3, "Mate"],
  ]);
  log.push("close the cellar");
}
type Cellar = Depends<typeof openCellar, { scope: "app"; eager: true }>;

/** A generator: what stands before `yield` opens, what stands after it closes when the answer has been sent. */
async function* openStore(cellar: Cellar) {
  log.push("open");
  try {
    yield cellar;
  } finally {
    log.push("close");
  }
}

/** One without a value: it only lets the request pass, or not. */
function requireKey(xKey?: Header<string>) {
  if (xKey !== "samovar") throw new HttpError(403, "The key is missing");
}

/** A dependency with a dependency, and with a path parameter. Its 404 is in the document of whoever depends on it. */
function findTea(teaId: Int, store: Depends<typeof openStore>) {
  const name = store.get(teaId);
  if (name === undefined) throw new HttpError(404, "No such tea");
  return { id: teaId, name };
}

const app = new App({ title: "Dependencies", version: "1.0.0" });

/** List teas. */
app.get("/teas", (store: Depends<typeof openStore>, { first, size }: Depends<typeof paging>) =>
  [...store.values()].slice(first, first + size),
);

/** Read a tea. */
app.get("/teas/{teaId}", (tea: Depends<typeof findTea>) => tea);

/** Rename a tea. The store is opened once, although two ask for it. */
app.put("/teas/{teaId}", (name: string, tea: Depends<typeof findTea>, store: Depends<typeof openStore>) => {
  store.set(tea.id, name);
  return { ...tea, name };
});

/** Drink a tea up. */
app.delete("/teas/{teaId}", { dependencies: [requireKey] }, (tea: Depends<typeof findTea>, cellar: Cellar) => {
  cellar.delete(tea.id);
});

export default app;
