import {
  ConfigError,
  checkFinite,
  checkInteger,
  checkLength,
  createGenerator,
  shown,
} from "@towerkit/core";
import { createDrawKinds } from "./draw-kinds.js";
import { unitKinds } from "./unit-kinds.js";

/** How intervals are found. */
export interface BootstrapOptions {
  /** How many times as many units are drawn anew. Default 1000. */
  readonly resamples?: number;
  /** How much of the resamples' means lies inside. Default 0.95. */
  readonly level?: number;
  /** Default 42. */
  readonly seed?: number;
}

/** The ends of a confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Values of the same units: what each contributes to the two sums of a mean. */
export interface UnitSums {
  readonly sums: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The confidence interval of a mean by the percentile bootstrap (Efron, 1979): as many values as there
 * are are drawn from them with replacement, again and again, and the interval holds the middle of the
 * means. The difference of two models' `perUser` values gives a paired test: they differ where 0 is outside.
 *
 * @param values - one a unit (a user, a row).
 * @throws ConfigError for no values or settings out of range, NumericError for a value that is not finite.
 * @example
 * bootstrapInterval(better.perUser.values.recall["10"].map((value, i) => value - base[i]), { seed: 1 });
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  options: BootstrapOptions & { readonly weights?: ArrayLike<number> } = {},
): Interval {
  if (values.length === 0) throw new ConfigError("values is empty; there is nothing to draw from.");
  checkFinite("values", values);
  const weights = Float64Array.from(options.weights ?? new Float64Array(values.length).fill(1));
  checkLength("weights", weights, values.length);
  checkFinite("weights", weights);
  const sums = Float64Array.from(values, (value, unit) => value * weights[unit]);
  const [interval] = bootstrapIntervals([{ sums, weights }], options);
  return interval as Interval;
}

/** Finds the intervals of several means over the same units, which are drawn for all of them at once. */
export function bootstrapIntervals(
  series: readonly UnitSums[],
  options: BootstrapOptions = {},
): Interval[] {
  const { resamples, level, seed } = checkBootstrap(options);
  const units = series[0]?.sums.length ?? 0;
  // Units that nothing tells apart are drawn and summed together.
  const all = series.flatMap(({ sums, weights }) => [sums, weights]);
  const { kindOf, firstOf } = unitKinds(units, all);
  const counts = new Int32Array(firstOf.length);
  const draw = createDrawKinds(kindOf, firstOf.length, createGenerator(seed, "bootstrap"));
  const ofKinds = valuesOfKinds(all, firstOf);
  const means = series.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    draw(counts);
    // Most series share their weights.
    let weights: Float64Array | undefined;
    let weight = 0;
    for (let i = 0; i < series.length; i++) {
      const ofWeights = ofKinds[2 * i + 1] as Float64Array;
      if (ofWeights !== weights) weight = sumOfDrawn(ofWeights, counts);
      weights = ofWeights;
      const sum = sumOfDrawn(ofKinds[2 * i] as Float64Array, counts);
      (means[i] as Float64Array)[resample] = sum / weight;
    }
  }
  return means.map((each) => middleOf(each, level));
}

/** The values of each kind; arrays that were one stay one. */
function valuesOfKinds(arrays: readonly Float64Array[], firstOf: Int32Array): Float64Array[] {
  const made = new Map<Float64Array, Float64Array>();
  return arrays.map((values) => {
    const known = made.get(values) ?? Float64Array.from(firstOf, (unit) => values[unit]);
    made.set(values, known);
    return known;
  });
}

/**
 * Fills in the defaults.
 * @throws ConfigError for a setting out of range.
 */
export function checkBootstrap(options: BootstrapOptions): Required<BootstrapOptions> {
  const { resamples = 1000, level = 0.95, seed = 42 } = options;
  checkInteger("resamples", resamples, 1);
  checkInteger("seed", seed, 0);
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw new ConfigError(`level must be a number between 0 and 1, got ${shown(level)}.`);
  }
  return { resamples, level, seed };
}

function sumOfDrawn(values: Float64Array, counts: Int32Array): number {
  let sum = 0;
  for (let kind = 0; kind < counts.length; kind++) sum += counts[kind] * values[kind];
  return sum;
}

/** The quantiles that leave out as much below as above; resamples without any weight have no mean. */
function middleOf(means: Float64Array, level: number): Interval {
  const rising = means.filter((mean) => !Number.isNaN(mean)).sort();
  return { low: quantile(rising, (1 - level) / 2), high: quantile(rising, (1 + level) / 2) };
}

/** Between two values, in proportion. */
function quantile(rising: Float64Array, share: number): number {
  if (rising.length === 0) return Number.NaN;
  const place = share * (rising.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, rising.length - 1);
  return rising[below] + (place - below) * (rising[above] - rising[below]);
}
