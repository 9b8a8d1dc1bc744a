/** Different values with ids by their places, and what is behind them of others: no id changes. */
export function joined(
  known: readonly string[],
  others: readonly string[],
): { readonly values: readonly string[]; readonly placeOf: ReadonlyMap<string, number> } {
  const placeOf = new Map(known.map((value, place) => [value, place]));
  const values = [...known];
  for (const value of others) {
    if (placeOf.has(value)) continue;
    placeOf.set(value, values.length);
    values.push(value);
  }
  return { values, placeOf };
}
