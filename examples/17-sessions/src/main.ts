// Lesson 17: sessions.
// A signed cookie remembers who has logged in. The browser keeps it; scripts cannot read it and nobody can change it.
import { randomBytes } from "node:crypto";
import { App, type Context, type Depends, HttpError, type MaxLength, type MinLength } from "typeway";
import { rateLimit, sessions } from "typeway/middleware";
import { isPassword } from "./people.js";

interface Login {
  name: string & MinLength<1> & MaxLength<100>;
  password: string & MaxLength<200>;
}

/** What is remembered of a visitor. */
interface Visitor {
  name: string;
  cart: string[];
}

/** In production the key comes from outside: with a new one everybody is logged out. */
const key = process.env["SESSION_KEY"] ?? randomBytes(32).toString("base64");
const visitors = sessions<Visitor>({ keys: [key], maxAge: 8 * 60 * 60 });

const app = new App({ title: "Sessions", version: "1.0.0" });
app.use(visitors);

/** The session of whoever asks. */
const sessionOf = (context: Context) => visitors.of(context);

/** Whoever asks has logged in. */
function currentName(session: Depends<typeof sessionOf>): string {
  if (session.data.name === undefined) throw new HttpError(401, "Log in first");
  return session.data.name;
}

/** Log in. Who guesses passwords is slowed down. */
app.post(
  "/login",
  { middleware: [rateLimit({ limit: 10, window: 60, name: "login" })] },
  async ({ name, password }: Login, session: Depends<typeof sessionOf>): Promise<void> => {
    if (!(await isPassword(name, password))) throw new HttpError(401, "Wrong name or password");
    // What somebody else may have put into the browser before is worth nothing now.
    session.renew();
    session.data.name = name;
  },
);

/** Log out. */
app.post("/logout", (session: Depends<typeof sessionOf>): void => session.clear());

/** Read who is logged in. */
app.get("/me", (name: Depends<typeof currentName>): { name: string } => ({ name }));

/** Put something into the cart. Visitors have one before they log in, and keep it. */
app.post("/cart/{item}", (item: string & MaxLength<50>, session: Depends<typeof sessionOf>): string[] => {
  const cart = [...(session.data.cart ?? []), item];
  session.data.cart = cart;
  return cart;
});

/** Order what is in the cart. */
app.post("/orders", (name: Depends<typeof currentName>, session: Depends<typeof sessionOf>) => {
  const { cart = [] } = session.data;
  if (cart.length === 0) throw new HttpError(409, "The cart is empty");
  delete session.data.cart;
  return { name, items: cart };
});

export default app;
