/** What an item is known by. `"1"` and `1` are different ids. */
export type Id = string | number;

/** Whether a value can be an id: a string, or a number other than NaN and the infinities. */
export function isId(value: unknown): value is Id {
  return typeof value === "string" || Number.isFinite(value);
}
