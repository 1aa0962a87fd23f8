/** What Typeway makes of its types: the generated routes check what the comments say, and drop undeclared properties. */

export interface Address {
  /** @minLength 1 */
  street: string;
  /** @minLength 1 */
  city: string;
  /** @pattern ^[0-9]{5}$ */
  zip: string;
  country: "DE" | "FR" | "GB" | "US";
}

export interface Customer {
  /**
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  /** @pattern ^[\w.+-]+@[\w-]+(\.[\w-]+)+$ */
  email: string;
  address: Address;
}

export interface Line {
  /**
   * @minLength 1
   * @maxLength 40
   */
  sku: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 1000
   */
  quantity: number;
  /** @minimum 0 */
  price: number;
  /** @maxLength 200 */
  note: string | null;
}

export interface Order {
  customer: Customer;
  /**
   * @minItems 1
   * @maxItems 100
   */
  lines: Line[];
  /** @pattern ^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$ */
  placedAt: string;
  isGift: boolean;
}

export interface Movement {
  /**
   * @minLength 1
   * @maxLength 40
   */
  sku: string;
  /**
   * @isInt
   * @minimum -1000
   * @maximum 1000
   */
  quantity: number;
  kind: "in" | "out" | "count";
  /** @pattern ^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$ */
  at: string;
  /** @maxLength 200 */
  note: string | null;
}

export interface Stock {
  /**
   * @minLength 1
   * @maxLength 40
   */
  warehouse: string;
  /**
   * @minItems 1
   * @maxItems 1000
   */
  movements: Movement[];
}
