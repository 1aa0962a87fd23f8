export declare const settings: { limit: number };
export declare const users: ReadonlyMap<string, { name: string; roles: string[] }>;
export declare const sessions: ReadonlyMap<string, string>;

export interface ProductRow {
  id: number;
  sku: string;
  name: string;
  price: number;
  stock: number;
  tags: string[];
  rating: number | null;
  isActive: boolean;
  updatedAt: string;
}
export declare const products: ProductRow[];

export interface EventRow {
  index: number;
  kind: string;
  value: number;
  note: string;
}
export declare function readEvents(): AsyncGenerator<EventRow, void, undefined>;

export declare const parts: readonly string[];
