// Lesson 19: what an application opens once, shares with every request, and closes when it ends.
import { App, type Context, type Lifespan, Router, type State } from "typeway";
import { Ledger } from "./ledger.js";

// What the state holds is declared once; whoever reads or yields it is checked against this.
declare module "typeway" {
  interface State {
    ledger: Ledger;
    greeting: string;
    /** Of one request. */
    visitor?: string;
  }
}

/** Start-up comes before `yield`, shutdown follows it. What is yielded becomes the application's state. */
const openLedger: Lifespan = async function* () {
  const ledger = await Ledger.open();
  try {
    yield { ledger, greeting: "Welcome" };
  } finally {
    // Also when something else keeps the application from starting.
    await ledger.close();
  }
};

/** A router brings what it needs. Where both say something, the application wins. */
const guests = new Router({
  prefix: "/guests",
  lifespan: function* () {
    yield { greeting: "Hello" };
  },
});

/** A parameter of type `State` is the request's state: the application's values, and those of this request. */
guests.post("/{name}", async (name: string, { ledger, greeting }: State): Promise<string> => {
  await ledger.add(name);
  return `${greeting}, ${name}`;
});

const app = new App({ title: "Guest book", lifespan: openLedger });
app.include(guests);

app.get("/guests", ({ ledger }: State): readonly string[] => ledger.names);

/** What is set here is gone with the request. */
app.get("/me", ({ state, headers }: Context): string => {
  state.visitor ??= headers.get("x-visitor") ?? "nobody";
  return state.visitor;
});

app.onStart(() => console.info("The guest book is open."));
app.onStop(() => console.info("The guest book is closed."));

export default app;
