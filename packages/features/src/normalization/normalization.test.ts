import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import type { NumbersFeature } from "../feature-spec.js";
import { fittedEncoderFromJSON } from "../from-json.js";
import { normalization } from "./normalization.js";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("normalization", () => {
  it("takes the mean away and divides by the population's deviation", () => {
    const fitted = normalization().fit([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([fitted.mean, fitted.variance, fitted.dim]).toEqual([5, 4, 1]);
    expect(fitted.encode([5, 9, 1])).toEqual({
      rows: 3,
      dim: 1,
      data: Float32Array.of(0, 2, -2),
    });
    expect(fitted.encodeOne(8)).toEqual(Float32Array.of(1.5));
    expect(fitted.normalize(5.1)).toBe((5.1 - 5) / 2);
    expect(fitted.describe()).toBe("normalization: mean 5, deviation 2, in float64");
  });

  it("brings a column to mean 0 and variance 1", () => {
    const columns = fc.array(finite, { minLength: 2 }).filter((values) => {
      return Math.max(...values) - Math.min(...values) > 1e-3;
    });
    fc.assert(
      fc.property(columns, (values) => {
        const fitted = normalization().fit(values);
        const again = normalization().fit(values.map((value) => fitted.normalize(value)));
        expect(again.mean).toBeCloseTo(0, 6);
        expect(again.variance).toBeCloseTo(1, 6);
      }),
    );
  });

  it("learns the same from pieces, however they are cut, in either precision", () => {
    expectSameInPieces(normalization(), finite);
    expectSameInPieces(
      normalization({ precision: "float32" }),
      fc.float({ noNaN: true, min: -1e9, max: 1e9 }),
    );
  });

  it("divides a constant column by 1e-7, as Keras does", () => {
    expect(normalization().fit([3, 3]).encode([3, 4]).data).toEqual(Float32Array.of(0, 1e7));
    const float32 = normalization({ precision: "float32" }).fit([3, 3]);
    expect(float32.normalize(4)).toBe(Math.fround(1 / Math.fround(1e-7)));
  });

  it("uses a mean and a variance that are given, and learns nothing then", () => {
    const encoder = normalization({ mean: 10, variance: 4 });
    expect(encoder.fit([]).encode([14]).data).toEqual(Float32Array.of(2));
    expect(encoder.fitting().finish().mean).toBe(10);
    expect(encoder.toJSON()).toEqual({
      kind: "normalization",
      precision: "float64",
      mean: 10,
      variance: 4,
    });
    expect(normalization().toJSON()).toEqual({ kind: "normalization", precision: "float64" });
  });

  it("encodes the same after a round trip through JSON", () => {
    const precisions = fc.constantFrom("float64" as const, "float32" as const);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), precisions, (values, precision) => {
        const fitted = normalization({ precision }).fit(values);
        const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
        expect(again.encode(values)).toEqual(fitted.encode(values));
        expect(again.toJSON()).toEqual(fitted.toJSON());
      }),
    );
  });

  it("makes a feature of numbers", () => {
    const encoder = normalization();
    expect(encoder.numbers()).toStrictEqual({ kind: "numbers", encoder });
    const named = encoder.numbers({ column: "timestamp" });
    expect(named).toStrictEqual({ kind: "numbers", encoder, column: "timestamp" });
    expectTypeOf(named).toExtend<NumbersFeature<number>>();
    expectTypeOf(named.column).toEqualTypeOf<"timestamp">();
  });
});

describe("normalization: bad input", () => {
  const wrong = (values: readonly unknown[]) => values as readonly number[];

  it("names the column and the row of a number that is not finite", () => {
    const error = new NumericError(
      'normalization: row 2 (counted from 0) of column "age" is NaN, and every value must be a finite number. ' +
        "Fill it with a number of your own, or leave the row out.",
    );
    expect(() => normalization().fit([1, 2, Number.NaN], 'column "age"')).toThrow(error);
    const fitted = normalization().fit([1, 2]);
    expect(() => fitted.encode([1, 2, Number.NaN], 'column "age"')).toThrow(error);
    expect(() => fitted.encodeOne(Number.NEGATIVE_INFINITY)).toThrow(NumericError);
    const fitting = normalization().fitting();
    fitting.add([1, 2]);
    expect(() => fitting.add([3, Number.POSITIVE_INFINITY])).toThrow(/row 3 /);
  });

  it.each(["1", 1n, null, undefined, true, [1], {}, new Date(0)])(
    "refuses %s, whose type is wrong, wherever it stands",
    (value) => {
      const fitted = normalization().fit([1, 2]);
      const float32 = normalization({ precision: "float32" }).fit([1, 2]);
      expect(() => normalization().fit(wrong([1, value]))).toThrow(ConfigError);
      expect(() => fitted.encode(wrong([1, value]))).toThrow(ConfigError);
      expect(() => fitted.encodeOne(value as number)).toThrow(ConfigError);
      expect(() => float32.encode(wrong([1, value]))).toThrow(ConfigError);
    },
  );

  it("refuses numbers whose square or result does not fit", () => {
    expect(() => normalization().fit([1, -1e151])).toThrow(/row 1 .* too large/);
    expect(() => normalization().fit([1, 2]).encode([1e300])).toThrow(NumericError);
    const float32 = normalization({ precision: "float32" }).fit([1, 2]);
    expect(() => float32.encodeOne(1e39)).toThrow(NumericError);
  });

  it("refuses a column without rows", () => {
    expect(() => normalization().fit([], 'column "age"')).toThrow(
      new ConfigError(
        'normalization: column "age" has no rows to learn a mean and a variance from. Fit on a column with rows, or give both.',
      ),
    );
  });

  it("refuses settings that cannot work", () => {
    expect(() => normalization({ mean: 1 })).toThrow(/mean and variance together/);
    expect(() => normalization({ variance: 1 })).toThrow(ConfigError);
    expect(() => normalization({ mean: 1, variance: -1 })).toThrow(/at least 0, got -1/);
    expect(() => normalization({ mean: Number.NaN, variance: 1 })).toThrow(ConfigError);
    expect(() => normalization({ precision: "float16" as "float32" })).toThrow(/"float64"/);
  });

  it.each([
    { kind: "normalization", precision: "float64", mean: "1", variance: 1 },
    { kind: "normalization", precision: "float64", mean: 1, variance: null },
    { kind: "normalization", precision: "float64", mean: 1, variance: -1 },
    { kind: "normalization", mean: 1, variance: 1 },
  ])("refuses the JSON %j", (json) => {
    expect(() => fittedEncoderFromJSON(json)).toThrow(ConfigError);
  });
});
