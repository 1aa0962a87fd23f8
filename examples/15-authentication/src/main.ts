// Lesson 15: authentication.
// A parameter's type says which credential it is. Passwords and tokens are checked by libraries that are made for it.
import { App, type Body, type Form, type OAuth2PasswordForm, Router, reply } from "typeway";
import { isPassword } from "./passwords.js";
import { requireRole, type User } from "./security.js";
import { lifetime, signToken } from "./tokens.js";
import { accounts } from "./users.js";

interface TokenAnswer {
  access_token: string;
  token_type: "bearer";
  /** In seconds. */
  expires_in: number;
  scope: string;
}
/** RFC 6749 §5.2. */
const refusal = { error: "invalid_grant", error_description: "Incorrect username or password" };

interface Note {
  author: string;
  text: string;
}
const notes: Note[] = [{ author: "ann", text: "Buy tea" }];

const app = new App({ title: "Notes", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } });

/** Log in. The form is that of OAuth 2, which Swagger UI's Authorize sends. */
app.post("/token", async ({ username, password, scope }: Form<OAuth2PasswordForm>) => {
  const account = accounts.get(username);
  const isRight = await isPassword(password, account?.passwordHash);
  if (!isRight || account === undefined) return reply(400, refusal);
  const asked = scope.split(" ").filter((each) => each !== "");
  const scopes = asked.length === 0 ? account.scopes : account.scopes.filter((each) => asked.includes(each));
  const token = await signToken({ username, scopes });
  const answer: TokenAnswer = {
    access_token: token,
    token_type: "bearer",
    expires_in: lifetime,
    scope: scopes.join(" "),
  };
  return reply(200, answer, { "cache-control": "no-store" });
});

/** Read oneself. */
app.get("/me", function readMe({ username, roles }: User) {
  return { username, roles };
});

/** Read all notes. */
app.get("/notes", function readNotes(_user: User<["notes:read"]>) {
  return notes;
});

/** Write a note. */
app.post("/notes", { status: 201 }, function addNote(text: Body<string>, user: User<["notes:write"]>) {
  const note: Note = { author: user.username, text };
  notes.push(note);
  return note;
});

const admin = new Router({ prefix: "/admin", tags: ["Admin"], dependencies: [requireRole("admin")] });

/** Read all users. */
admin.get("/users", () => [...accounts.keys()]);

app.include(admin);

export default app;
