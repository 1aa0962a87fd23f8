// Lesson 4: which values a type allows.
// Constraints are JSON Schema's words as types. They add nothing to the value: a plain string is assignable.
import {
  App,
  type Default,
  type Email,
  type Int,
  type Maximum,
  type MaxLength,
  type MinItems,
  type Minimum,
  type MinLength,
  type Pattern,
  type UniqueItems,
} from "typeway";

/** A constraint gets a name like any other type. */
type Username = string & MinLength<3> & MaxLength<20> & Pattern<"^[a-z][a-z0-9]*$">;

interface Registration {
  username: Username;
  email: Email;
  age: Int & Minimum<18> & Maximum<150>;
  /** A list has constraints of its own, beside those of its items. */
  interests: string[] & MinItems<1> & UniqueItems;
  /** Absent in the request, "free" in the function. */
  plan: Default<"free" | "paid", "free">;
  /**
   * The same words work in a comment.
   * @minimum 0
   * @maximum 1
   */
  discount?: number;
}

const app = new App({ title: "Constraints", version: "1.0.0" });

/** Register somebody. */
app.post("/registrations", (registration: Registration) => registration);

/** Parameters take the same types. */
app.get("/usernames/{username}", (username: Username, suggestions: Int & Minimum<0> = 3) => ({
  username,
  suggestions,
}));

export default app;
