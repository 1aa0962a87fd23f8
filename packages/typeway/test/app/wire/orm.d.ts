/** The types of rows as query builders derive them from a table: a column differs by what is done with it. */
export interface ColumnType<Select, Insert = Select, Update = Select> {
  readonly __select__: Select;
  readonly __insert__: Insert;
  readonly __update__: Update;
}
export type Generated<S> = ColumnType<S, S | undefined, S>;
type SelectType<T> = T extends ColumnType<infer S, infer _I, infer _U> ? S : T;
type InsertType<T> = T extends ColumnType<infer _S, infer I, infer _U> ? I : T;
type UpdateType<T> = T extends ColumnType<infer _S, infer _I, infer U> ? U : T;
type IfNotNever<T, K> = [T] extends [never] ? never : K;
type NonNullableInsertKeys<R> = {
  [K in keyof R]: undefined extends InsertType<R[K]> ? never : null extends InsertType<R[K]> ? never : K;
}[keyof R];
type NullableInsertKeys<R> = Exclude<keyof R, NonNullableInsertKeys<R>>;
export type Selectable<R> = { [K in keyof R as IfNotNever<SelectType<R[K]>, K>]: SelectType<R[K]> };
export type Insertable<R> = { [K in NonNullableInsertKeys<R>]: InsertType<R[K]> } & {
  [K in NullableInsertKeys<R>]?: InsertType<R[K]>;
};
export type Updateable<R> = { [K in keyof R]?: UpdateType<R[K]> };
