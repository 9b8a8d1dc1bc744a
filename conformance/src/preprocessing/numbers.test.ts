import { discretization, multiHot, normalization } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { hasGolden, ml100k, readGolden } from "./outside.js";

const timestamps = async () => (await ml100k()).ratings.array("timestamp") as number[];

describe.skipIf(!hasGolden)("golden values of Keras 3.15.1 on real ML-100K: numbers", () => {
  it("normalization: in float64, to the last bit", async () => {
    const { mean, variance, encode } = readGolden().normalization;
    const fitted = normalization().fit(await timestamps());
    expect(fitted.mean).toBe(mean);
    expect(fitted.variance).toBe(variance);
    const times = Object.keys(encode).map(Number);
    expect(times.map((time) => fitted.normalize(time))).toEqual(Object.values(encode));
    expect(fitted.encode(times).data).toEqual(Float32Array.from(Object.values(encode)));
  });

  it("normalization: mean and variance as Keras keeps them, in float32", async () => {
    const { keras_mean, keras_variance } = readGolden().normalization;
    const fitted = normalization({ precision: "float32" }).fit(await timestamps());
    expect(Math.fround(fitted.mean)).toBe(keras_mean);
    expect(Math.fround(fitted.variance)).toBe(keras_variance);
  });

  it("discretization_linspace_1000: evenly spaced edges over all times", async () => {
    const { boundaries_first, encode } = readGolden().discretization_linspace_1000;
    const encoder = discretization({ boundaries: 1000, spacing: "uniform" });
    const fitted = encoder.fit(await timestamps());
    expect(fitted.size).toBe(1001);
    expect(fitted.boundaries).toHaveLength(1000);
    expect(Array.from(fitted.boundaries.slice(0, 3))).toEqual(boundaries_first);
    expect([...fitted.encode(Object.keys(encode).map(Number))]).toEqual(Object.values(encode));
  });

  it("discretization_edges: a number on an edge is in the upper bucket", () => {
    const { boundaries, encode } = readGolden().discretization_edges;
    const fitted = discretization({ boundaries }).fit([]);
    expect([...fitted.encode(Object.keys(encode).map(Number))]).toEqual(Object.values(encode));
  });

  it("multi_hot_5: repeats count once", () => {
    const { given, expect: expected } = readGolden().multi_hot_5;
    const { dim, data } = multiHot({ size: 5 }).fit([]).encode(given);
    expect(dim).toBe(5);
    expect(Array.from(data)).toEqual(expected.flat());
  });
});
