// Lesson 3: a JSON body.
// A parameter of an object type is the body. The function gets what its type declares and nothing else.
import { App, type Body, type Int } from "typeway";

interface Ingredient {
  name: string;
  grams: number;
}

interface Recipe {
  title: string;
  ingredients: Ingredient[];
  /** JSON has no dates: on the wire this is text, here it is a `Date`. */
  inventedAt?: Date;
}

const app = new App({ title: "Body", version: "1.0.0" });

/** One body. */
app.post("/recipes", (recipe: Recipe) => ({
  title: recipe.title,
  grams: recipe.ingredients.reduce((sum, { grams }) => sum + grams, 0),
  century: recipe.inventedAt && Math.ceil(recipe.inventedAt.getUTCFullYear() / 100),
}));

/** Path, query and body together. */
app.put("/recipes/{recipeId}", (recipeId: Int, recipe: Recipe, notify = true) => ({ recipeId, recipe, notify }));

/** Two bodies are the two keys of one object: `{ "cook": { … }, "stars": 5 }`. */
app.post("/reviews", (cook: { name: string }, stars: Body<Int>) => ({ cook: cook.name, stars }));

export default app;
