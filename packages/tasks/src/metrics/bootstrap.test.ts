import { ConfigError, createGenerator, NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { bootstrapInterval, bootstrapIntervals } from "./bootstrap.js";

const normals = (length: number, ...keys: (string | number)[]) => {
  const random = createGenerator(1, ...keys);
  // Twelve uniform numbers are close enough to a normal one of variance 1.
  const normal = () => Array.from({ length: 12 }, () => random.uniform()).reduce((a, b) => a + b);
  return Float64Array.from({ length }, () => normal() - 6);
};

describe("bootstrapInterval", () => {
  it("is a point where all values are alike", () => {
    expect(bootstrapInterval([0.25, 0.25, 0.25])).toEqual({ low: 0.25, high: 0.25 });
    expect(bootstrapInterval([3])).toEqual({ low: 3, high: 3 });
  });

  it("is the same for one seed, and another for another", () => {
    const values = normals(50, "values");
    expect(bootstrapInterval(values, { seed: 5 })).toEqual(bootstrapInterval(values, { seed: 5 }));
    expect(bootstrapInterval(values, { seed: 6 })).not.toEqual(
      bootstrapInterval(values, { seed: 5 }),
    );
  });

  it("has about the width that the central limit theorem gives a mean", () => {
    const values = normals(400, "width");
    const mean = values.reduce((a, b) => a + b) / 400;
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 400);
    for (const [level, deviations] of [
      [0.95, 1.95996],
      [0.8, 1.28155],
    ] as const) {
      const { low, high } = bootstrapInterval(values, { level, resamples: 4000 });
      const half = (deviations * deviation) / 20;
      expect(Math.abs(low - (mean - half))).toBeLessThan(half / 12);
      expect(Math.abs(high - (mean + half))).toBeLessThan(half / 12);
    }
  });

  it("holds the true mean about as often as its level says", () => {
    let held = 0;
    for (let run = 0; run < 300; run++) {
      const { low, high } = bootstrapInterval(normals(60, "run", run), {
        level: 0.9,
        resamples: 300,
        seed: run,
      });
      if (low <= 0 && high >= 0) held++;
    }
    // The standard error of the share is .017; the percentile interval of 60 values is a little narrow.
    expect(held / 300).toBeGreaterThan(0.83);
    expect(held / 300).toBeLessThan(0.95);
  });

  it("gives the ends of two values their exact chances", () => {
    // The mean of two draws of 0 and 1 is 0, 1/2, 1 with chances 1/4, 1/2, 1/4.
    expect(bootstrapInterval([0, 1], { level: 0.4, resamples: 4001 })).toEqual({
      low: 0.5,
      high: 0.5,
    });
    expect(bootstrapInterval([0, 1], { level: 0.6, resamples: 4001 })).toEqual({ low: 0, high: 1 });
  });

  it("weighs values, and draws a value with its weight", () => {
    expect(bootstrapInterval([1, 5, 1], { weights: [2, 0, 4] })).toEqual({ low: 1, high: 1 });
  });

  it("has no ends where no value weighs anything", () => {
    const nothing = { sums: new Float64Array(2), weights: new Float64Array(2) };
    expect(bootstrapIntervals([nothing])).toEqual([{ low: Number.NaN, high: Number.NaN }]);
  });

  it.each([
    ["no values", [], {}],
    ["no resamples", [1], { resamples: 0 }],
    ["a level of 1", [1], { level: 1 }],
    ["a level that is no number", [1], { level: Number.NaN }],
    ["a seed below 0", [1], { seed: -1 }],
    ["weights of another length", [1], { weights: [1, 2] }],
  ])("refuses %s", (_, values, options) => {
    expect(() => bootstrapInterval(values, options)).toThrow(ConfigError);
  });

  it("refuses a value that is not a number", () => {
    expect(() => bootstrapInterval([1, Number.NaN])).toThrow(NumericError);
  });
});
