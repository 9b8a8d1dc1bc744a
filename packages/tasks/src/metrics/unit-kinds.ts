/** Units by kind: two of one kind have the same values throughout. */
export interface UnitKinds {
  /** `[units]` */
  readonly kindOf: Int32Array;
  /** `[kinds]`: the first unit of each. */
  readonly firstOf: Int32Array;
}

/**
 * Finds which units no values tell apart. Interactions are of few kinds, as what a metric says of one
 * follows from its rank.
 * @param values - `[units]` each, finite.
 */
export function unitKinds(units: number, values: readonly Float64Array[]): UnitKinds {
  const kindOf = new Int32Array(units);
  let count = units === 0 ? 0 : 1;
  for (const each of new Set(values)) {
    const { codes, codeCount } = codesOf(each);
    const known = new Map<number, number>();
    for (let unit = 0; unit < units; unit++) {
      const pair = kindOf[unit] * codeCount + codes[unit];
      const kind = known.get(pair) ?? known.size;
      if (kind === known.size) known.set(pair, kind);
      kindOf[unit] = kind;
    }
    count = known.size;
  }
  const firstOf = new Int32Array(count);
  for (let unit = units - 1; unit >= 0; unit--) firstOf[kindOf[unit]] = unit;
  return { kindOf, firstOf };
}

/** Equal numbers for equal values. */
function codesOf(values: Float64Array): { codes: Int32Array; codeCount: number } {
  const known = new Map<number, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const code = known.get(values[i]) ?? known.size;
    if (code === known.size) known.set(values[i], code);
    codes[i] = code;
  }
  return { codes, codeCount: known.size };
}
