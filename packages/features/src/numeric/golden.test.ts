import { readFileSync } from "node:fs";
import { dataDir, referenceFile } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { ratingsColumn } from "../../test/real-100k.js";
import { discretization } from "../discretization/discretization.js";
import { normalization } from "../normalization/normalization.js";

interface Golden {
  readonly normalization: {
    readonly mean: number;
    readonly variance: number;
    readonly keras_mean: number;
    readonly keras_variance: number;
    readonly encode: Readonly<Record<string, number>>;
  };
  readonly discretization_linspace_1000: {
    readonly boundaries_first: readonly number[];
    readonly encode: Readonly<Record<string, number>>;
  };
}

const folder = dataDir();
const reference = referenceFile("golden_preprocessing.json");

describe.skipIf(!folder || !reference)("golden_preprocessing.json: numbers of real ML-100K", () => {
  const read = () => ({
    golden: JSON.parse(readFileSync(reference as string, "utf8")) as Golden,
    timestamps: ratingsColumn(folder as string, 3).map(Number),
  });

  it("has the section normalization, exactly in float64, and Keras's moments in float32", () => {
    const { golden, timestamps } = read();
    const { mean, variance, keras_mean, keras_variance, encode } = golden.normalization;
    const fitted = normalization().fit(timestamps);
    expect([fitted.mean, fitted.variance]).toEqual([mean, variance]);
    for (const [value, expected] of Object.entries(encode)) {
      expect(fitted.normalize(Number(value))).toBe(expected);
    }
    expect([Math.fround(mean), Math.fround(variance)]).toEqual([keras_mean, keras_variance]);
  });

  it("has what the context notebook prints for three moments, with Keras's float32", () => {
    const fitted = normalization({ precision: "float32" }).fit(read().timestamps);
    expect(fitted.encode([879024327, 875654590, 882075110]).data).toEqual(
      Float32Array.of(-0.84293705, -1.47352, -0.27203262),
    );
  });

  it("has the section discretization_linspace_1000, and the notebook's three buckets", () => {
    const { golden, timestamps } = read();
    const { boundaries_first, encode } = golden.discretization_linspace_1000;
    const fitted = discretization({ boundaries: 1000, spacing: "uniform" }).fit(timestamps);
    expect(fitted.boundaries.slice(0, boundaries_first.length)).toEqual(boundaries_first);
    expect(fitted.boundaries[999]).toBe(893286638);
    for (const [value, expected] of Object.entries(encode)) {
      expect(fitted.encodeOne(Number(value))).toBe(expected);
    }
    expect(fitted.encode([879024327, 875654590, 882075110])).toEqual(Int32Array.of(232, 51, 396));
  });
});
