// Threat 31: forty tokens that look like ours and are not, made with node:crypto. None of them is let in.
import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";
import { keys, signToken } from "../dist/tokens.js";

const client = new TestClient(app);
t.teardown(() => client.close());

type Part = Readonly<Record<string, unknown>>;

const now = Math.floor(Date.now() / 1000);
const header: Part = { alg: "EdDSA", typ: "at+jwt" };
const payload: Part = {
  scope: "notes:read notes:write",
  sub: "ann",
  iss: "https://notes.example",
  aud: "notes",
  iat: now,
  nbf: now,
  exp: now + 900,
};

const encode = (part: Part | string): string =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
const headed = (head: Part | string, body: Part | string = payload): string => `${encode(head)}.${encode(body)}`;

const signed = (text: string, key: KeyObject = keys.privateKey): string =>
  `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
const ours = (changes: Part): string => signed(headed(header, { ...payload, ...changes }));
const without = (name: string): string => ours({ [name]: undefined });
const withHeader = (changes: Part): string => signed(headed({ ...header, ...changes }));

const authentic = signed(headed(header));
const [head = "", body = "", signature = ""] = authentic.split(".");

const stranger = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const hmac = (alg: string, secret: string | Buffer): string => {
  const text = headed({ ...header, alg });
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
};
const pem = keys.publicKey.export({ format: "pem", type: "spki" });
const der = keys.publicKey.export({ format: "der", type: "spki" });
const raw = Buffer.from(String(keys.publicKey.export({ format: "jwk" }).x), "base64url");
const rs256 = (): string => {
  const text = headed({ ...header, alg: "RS256" });
  return `${text}.${sign("sha256", Buffer.from(text), rsa.privateKey).toString("base64url")}`;
};
/** The last bits of the last character are not part of the signature's bytes. */
const changed = (text: string): string => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;

const forged: Readonly<Record<string, string>> = {
  "no algorithm": `${headed({ ...header, alg: "none" })}.`,
  "no algorithm, in capitals": `${headed({ ...header, alg: "NONE" })}.`,
  "no algorithm, in both": `${headed({ ...header, alg: "nOnE" })}.`,
  "no algorithm, with our signature": `${headed({ ...header, alg: "none" })}.${signature}`,
  "an empty algorithm": withHeader({ alg: "" }),
  "an absent algorithm": withHeader({ alg: undefined }),
  "an algorithm in another case": withHeader({ alg: "eddsa" }),
  "a list of algorithms": withHeader({ alg: ["EdDSA"] }),
  "HMAC with the public key as PEM": hmac("HS256", pem),
  "HMAC with the public key as DER": hmac("HS256", der),
  "HMAC with the public key's bytes": hmac("HS256", raw),
  "HMAC with nothing": hmac("HS256", ""),
  "HMAC under the right algorithm's name": hmac("EdDSA", pem),
  "RSA with a key of one's own": rs256(),
  "the right algorithm with a key of one's own": signed(headed(header), stranger.privateKey),
  "a key in the header": signed(
    headed({ ...header, jwk: stranger.publicKey.export({ format: "jwk" }) }),
    stranger.privateKey,
  ),
  "an address of keys in the header": signed(
    headed({ ...header, jku: "https://evil.example/keys", kid: "1" }),
    stranger.privateKey,
  ),
  "a certificate's address in the header": signed(
    headed({ ...header, x5u: "https://evil.example/cert" }),
    stranger.privateKey,
  ),
  "a certificate in the header": signed(headed({ ...header, x5c: [der.toString("base64")] }), stranger.privateKey),
  "a key's name that is a path": signed(headed({ ...header, kid: "../../dev/null" }), stranger.privateKey),
  "no signature": `${head}.${body}.`,
  "no signature and no dot": `${head}.${body}`,
  "half a signature": `${head}.${body}.${signature.slice(0, 43)}`,
  "a signature of zeros": `${head}.${body}.${Buffer.alloc(64).toString("base64url")}`,
  "another first byte of the signature": `${head}.${body}.${changed(signature)}`,
  "the signature of another text": `${encode({ ...header, extra: 1 })}.${body}.${signature}`,
  "another holder under our signature": `${head}.${encode({ ...payload, sub: "bob" })}.${signature}`,
  "more scopes under our signature": `${head}.${encode({ ...payload, scope: "everything" })}.${signature}`,
  "a fourth part": `${authentic}.${signature}`,
  "an unknown critical extension": withHeader({ crit: ["exp2"], exp2: now }),
  "a payload that is not encoded": withHeader({ b64: false, crit: ["b64"] }),
  "a header that is twice there": signed(headed('{"alg":"EdDSA","alg":"none","typ":"at+jwt"}')),
  "another type of token": withHeader({ typ: "JWT" }),
  ended: ours({ exp: now - 1 }),
  "not yet begun": ours({ nbf: now + 600 }),
  "without an end": without("exp"),
  "with an end that is a text": ours({ exp: String(now + 900) }),
  "of another issuer": ours({ iss: "https://evil.example" }),
  "for another audience": ours({ aud: "mail" }),
  "for nobody": without("sub"),
};

t.test("31 what we sign is let in", async (t) => {
  const headers = { authorization: `Bearer ${authentic}` };
  t.strictSame((await client.get("/me", { headers })).json(), { username: "ann", roles: ["admin"] });
  const token = await signToken({ username: "bob", scopes: [] });
  t.equal((await client.get("/me", { headers: { authorization: `Bearer ${token}` } })).status, 200);
});

t.test("31 forty forged tokens are refused alike", async (t) => {
  t.equal(Object.keys(forged).length, 40);
  for (const [name, token] of Object.entries(forged)) {
    const answer = await client.get("/me", { headers: { authorization: `Bearer ${token}` } });
    t.strictSame(
      [answer.status, answer.json(), answer.headers.get("www-authenticate")],
      [401, { detail: "Invalid token" }, 'Bearer error="invalid_token"'],
      name,
    );
  }
});

t.test("31 a token above 8 KiB is refused before anybody reads it", async (t) => {
  const long = ours({ padding: "x".repeat(8192) });
  const answer = await client.get("/me", { headers: { authorization: `Bearer ${long}` } });
  t.strictSame([answer.status, answer.json()], [401, { detail: "Not authenticated" }]);
});
