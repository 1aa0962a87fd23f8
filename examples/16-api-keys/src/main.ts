// Lesson 16: API keys, and more than one way to say who is asking.
import { randomBytes } from "node:crypto";
import { type ApiKey, App, type BasicCredentials, type Depends, HttpError, safeEqual } from "typeway";

interface Client {
  readonly name: string;
  readonly key: string;
}
/** Who may ask; a real program reads them from where secrets are kept. */
export const clients: readonly Client[] = ["till", "warehouse"].map((name) => ({
  name,
  key: randomBytes(24).toString("base64url"),
}));
export const admin = { name: "admin", password: randomBytes(24).toString("base64url") };

/** In a header, or at the end of an address for programs that can send no headers. */
type Key =
  | ApiKey<"header", "X-Key", { description: "Given to each client" }>
  | ApiKey<"query", "key", { description: "The same, for programs that send no headers" }>;

/** Every key is compared, in constant time: how long it takes tells nothing about any of them. */
const holderOf = (key: string): Client | undefined => clients.filter((client) => safeEqual(key, client.key))[0];

function requireKey(key: Key): Client {
  const client = holderOf(key);
  if (client === undefined) throw new HttpError(401, "Unknown key", { headers: { "www-authenticate": "APIKey" } });
  return client;
}

/** Either of two credentials: the type of the value tells which it was. */
function requireAnyone(credential: Key | BasicCredentials<{ realm: "Shop" }>): { readonly name: string } {
  if (typeof credential === "string") return requireKey(credential);
  const isName = safeEqual(credential.username, admin.name);
  const isPassword = safeEqual(credential.password, admin.password);
  if (isName && isPassword) return admin;
  throw new HttpError(401, "Unknown user", { headers: { "www-authenticate": 'Basic realm="Shop", charset="UTF-8"' } });
}

const app = new App({ title: "Stock", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } });

/** Read the stock. Anybody may, clients see more. */
app.get("/stock", function readStock(key?: Key) {
  const client = key === undefined ? undefined : requireKey(key);
  return client === undefined ? { tea: "in stock" } : { tea: "in stock", pieces: 12 };
});

/** Order more. */
app.post("/orders", { status: 201 }, function order(pieces: number, client: Depends<typeof requireKey>) {
  return { pieces, for: client.name };
});

/** Say who is asking. */
app.get("/whoami", function whoAmI(who: Depends<typeof requireAnyone>) {
  return who.name;
});

export default app;
