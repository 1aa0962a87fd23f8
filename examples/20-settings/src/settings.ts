import { type Default, type Int, loadSettings, type Minimum, type Secret, type SettingsOptions } from "typeway";

export interface Settings {
  /** The variable `SHOP_NAME`; without one it is "Tea shop". */
  name: Default<string, "Tea shop">;
  /** `SHOP_CURRENCIES=EUR,GBP`. */
  currencies: Default<("EUR" | "GBP" | "SEK")[], ["EUR"]>;
  /** Required, and shown in no message. */
  apiKey: Secret<string>;
  /** `SHOP_STORE__HOST` and `SHOP_STORE__POOL_SIZE`. */
  store: { host: Default<string, "localhost">; poolSize: Default<Int & Minimum<1>, 5> };
}

/** From `.env` and, winning over it, the environment. Throws an error that names every wrong variable. */
export const readSettings = (options: SettingsOptions<Settings> = {}): Settings =>
  loadSettings<Settings>({ prefix: "SHOP_", envFile: ".env", ...options });

/** The settings as a dependency: read once for the whole application, replaced in tests. */
export const settings = (): Settings => readSettings();
