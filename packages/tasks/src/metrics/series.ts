import type { Measure, Metric } from "./names.js";

/**
 * A measure's value for each unit (a user, a row, a list): `sums[u] / weights[u]`, and its mean over
 * units is Σ sums ÷ Σ weights. A unit of weight 0 has no value.
 */
export interface Series<Name extends Metric = Metric> {
  readonly measure: Measure<Name>;
  readonly sums: Float64Array;
  readonly weights: Float64Array;
}

/** The mean over all units, not a number where no unit has a value. */
export function meanOf({ sums, weights }: Pick<Series, "sums" | "weights">): number {
  let sum = 0;
  let weight = 0;
  for (let unit = 0; unit < sums.length; unit++) {
    sum += sums[unit];
    weight += weights[unit];
  }
  return sum / weight;
}

/** Each unit's value, not a number where it has none. */
export const valuesOf = ({ sums, weights }: Series): Float64Array =>
  sums.map((sum, unit) => sum / weights[unit]);

/** Values by metric and cut-off, as `Measured` has them. */
export function byMeasure<V>(
  entries: readonly (readonly [measure: Measure, value: V])[],
): Record<string, V | Record<string, V>> {
  const result: Record<string, V | Record<string, V>> = {};
  for (const [{ metric, cutoff }, value] of entries) {
    if (cutoff === undefined) {
      result[metric] = value;
      continue;
    }
    result[metric] ??= {} as Record<string, V>;
    (result[metric] as Record<string, V>)[cutoff] = value;
  }
  return result;
}

/** Something made of each series, by metric and cut-off. */
export const ofEach = <V>(
  series: readonly Series[],
  make: (each: Series) => V,
): Record<string, V | Record<string, V>> =>
  byMeasure(series.map((each) => [each.measure, make(each)] as const));
