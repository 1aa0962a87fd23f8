import { scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, string, number, Buffer>(scrypt);

interface Secret {
  readonly salt: string;
  readonly hash: Buffer;
}

/** Salts and hashes; a password itself is written down nowhere. Ada's is "analytical", Grace's "nanosecond". */
const people = new Map<string, Secret>([
  [
    "Ada",
    { salt: "6f1c", hash: Buffer.from("0ca37bd39dab83913ccf13d14ad9877b161c22d9eb1003154ab711000362351c", "hex") },
  ],
  [
    "Grace",
    { salt: "b20d", hash: Buffer.from("56c9713221e23d630cfe2ae6247fc5a98d841aaac397af922804b4571f81fa4d", "hex") },
  ],
]);

/** As much work for a name that nobody has. */
const nobody: Secret = { salt: "0000", hash: Buffer.alloc(32) };

export async function isPassword(name: string, password: string): Promise<boolean> {
  const { salt, hash } = people.get(name) ?? nobody;
  return timingSafeEqual(await derive(password, salt, 32), hash);
}
