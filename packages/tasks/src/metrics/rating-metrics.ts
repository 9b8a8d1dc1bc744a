import { ConfigError, checkFinite, checkLength } from "@towerkit/core";
import { type BootstrapOptions, bootstrapIntervals, type Interval } from "./bootstrap.js";
import { meanOf } from "./series.js";

/** Predicted ratings beside the given ones. */
export interface RatingMetricsInput {
  /** `[rows]` */
  readonly predictions: ArrayLike<number>;
  /** `[rows]`, in the unit of the predictions. */
  readonly ratings: ArrayLike<number>;
  /** Asks for confidence intervals, over rows. */
  readonly intervals?: BootstrapOptions;
}

/** How far predicted ratings are off, in the unit of the ratings. */
export interface RatingMetrics {
  /** √ of the mean squared error. */
  readonly rmse: number;
  /** The mean absolute error. */
  readonly mae: number;
  readonly intervals?: { readonly rmse: Interval; readonly mae: Interval };
}

/**
 * Measures predicted ratings: RMSE = √(Σ (prediction − rating)² ÷ rows), MAE = Σ |prediction − rating| ÷
 * rows (Herlocker et al., 2004). No prediction is clipped to the range of the ratings.
 *
 * @throws ConfigError for no rows or lengths that disagree, NumericError for a value that is not finite.
 * @example
 * ratingMetrics({ predictions: [3.5, 4], ratings: [4, 4] }); // { rmse: 0.354, mae: 0.25 }
 */
export function ratingMetrics({
  predictions,
  ratings,
  intervals,
}: RatingMetricsInput): RatingMetrics {
  if (ratings.length === 0) throw new ConfigError("ratings is empty; there is no row to measure.");
  checkLength("predictions", predictions, ratings.length);
  checkFinite("predictions", predictions);
  checkFinite("ratings", ratings);
  const errors = Float64Array.from(predictions, (value, row) => value - (ratings[row] as number));
  const weights = new Float64Array(errors.length).fill(1);
  const squared = { sums: errors.map((error) => error * error), weights };
  const absolute = { sums: errors.map(Math.abs), weights };
  const metrics = { rmse: Math.sqrt(meanOf(squared)), mae: meanOf(absolute) };
  if (intervals === undefined) return metrics;
  const [mse, mae] = bootstrapIntervals([squared, absolute], intervals) as [Interval, Interval];
  const rmse = { low: Math.sqrt(mse.low), high: Math.sqrt(mse.high) };
  return { ...metrics, intervals: { rmse, mae } };
}
