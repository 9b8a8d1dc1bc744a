import { ConfigError, NumericError } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratingMetrics } from "./rating-metrics.js";

describe("ratingMetrics", () => {
  it("is the root of the mean squared error, and the mean absolute one", () => {
    const ratings = [4, 4, 1, 5];
    expect(ratingMetrics({ predictions: [4, 2, 1, 5], ratings })).toEqual({ rmse: 1, mae: 0.5 });
    expect(ratingMetrics({ predictions: ratings, ratings })).toEqual({ rmse: 0, mae: 0 });
    expect(ratingMetrics({ predictions: Float32Array.of(2), ratings: [5] })).toEqual({
      rmse: 3,
      mae: 3,
    });
  });

  it("agrees with the definitions, MAE never above RMSE", () => {
    const rating = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { minLength: 1 }), (pairs) => {
        const predictions = pairs.map(([prediction]) => prediction);
        const ratings = pairs.map(([, given]) => given);
        const { rmse, mae } = ratingMetrics({ predictions, ratings });
        const errors = pairs.map(([a, b]) => Math.abs(a - b));
        const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
        expectAllClose([rmse, mae], [Math.sqrt(mean(errors.map((e) => e * e))), mean(errors)], {
          absolute: 1e-12,
        });
        expect(mae).toBeLessThanOrEqual(rmse + 1e-12);
      }),
    );
  });

  it("gives intervals when asked", () => {
    const ratings = Array.from({ length: 100 }, (_, row) => row % 5);
    const predictions = ratings.map((rating, row) => rating + (row % 3) - 1);
    const { rmse, mae, intervals } = ratingMetrics({
      predictions,
      ratings,
      intervals: { seed: 3 },
    });
    expect(intervals?.rmse.low).toBeLessThan(rmse);
    expect(intervals?.rmse.high).toBeGreaterThan(rmse);
    expect(intervals?.mae.low).toBeLessThan(mae);
    expect(intervals?.mae.high).toBeGreaterThan(mae);
  });

  it("refuses no rows, other lengths, and what is not a number", () => {
    expect(() => ratingMetrics({ predictions: [], ratings: [] })).toThrow(ConfigError);
    expect(() => ratingMetrics({ predictions: [1], ratings: [1, 2] })).toThrow(ConfigError);
    expect(() => ratingMetrics({ predictions: [Number.NaN], ratings: [1] })).toThrow(NumericError);
    expect(() => ratingMetrics({ predictions: [1], ratings: [Infinity] })).toThrow(/ratings\[0\]/);
    const wrong = { predictions: [1], ratings: [1], intervals: { level: 2 } };
    expect(() => ratingMetrics(wrong)).toThrow(/level/);
  });
});
