import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import type { EmbeddingFeature } from "../feature-spec.js";
import { fittedEncoderFromJSON } from "../from-json.js";
import { type DiscretizationOptions, discretization } from "./discretization.js";

const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe("discretization with given boundaries", () => {
  it("puts a number on a boundary in the upper bucket", () => {
    const fitted = discretization({ boundaries: [0, 1, 2] }).fit([]);
    expect(fitted.encode([-1.5, 0, 0.5, 1, 1.5, 2, 3.4])).toEqual(
      Int32Array.of(0, 1, 1, 2, 2, 3, 3),
    );
    expect(fitted.size).toBe(4);
    expect(fitted.outOfVocabulary).toEqual({ from: 0, count: 0 });
    expect(fitted.describe()).toBe("discretization: 4 buckets, ids 0 to 3; boundaries from 0 to 2");
    expect(fitted.boundaries).toEqual([0, 1, 2]);
  });

  it("leaves the bucket between equal boundaries empty, and has one bucket without any", () => {
    expect(
      discretization({ boundaries: [5, 5] })
        .fit([])
        .encode([4, 5, 6]),
    ).toEqual(Int32Array.of(0, 2, 2));
    const one = discretization({ boundaries: [] }).fit([]);
    expect([one.size, one.encodeOne(7)]).toEqual([1, 0]);
    expect(one.describe()).toBe("discretization: 1 buckets, ids 0 to 0; no boundary");
  });

  it("counts the boundaries that are at most the number", () => {
    fc.assert(
      fc.property(fc.array(finite), fc.array(finite), (numbers, values) => {
        const boundaries = numbers.sort((a, b) => a - b);
        const fitted = discretization({ boundaries }).fit([]);
        const all = values.concat(boundaries);
        const expected = all.map((x) => boundaries.filter((boundary) => boundary <= x).length);
        expect(Array.from(fitted.encode(all))).toEqual(expected);
        expect(all.map((x) => fitted.encodeOne(x))).toEqual(expected);
      }),
    );
  });
});

describe("discretization with boundaries spaced evenly", () => {
  it("spaces them over the fitted range, both ends included", () => {
    const fitted = discretization({ boundaries: 5, spacing: "uniform" }).fit([3, 1, 2]);
    expect(fitted.boundaries).toEqual([1, 1.5, 2, 2.5, 3]);
    expect(fitted.encode([0, 1, 3, 4])).toEqual(Int32Array.of(0, 1, 5, 5));
  });
});

describe("discretization with fitted quantiles", () => {
  const quantiles = (bins: number, values: readonly number[]) =>
    discretization({ quantiles: bins }).fit(values).boundaries;

  it("has the boundaries of Keras 3.15.1's Discretization(num_bins)", () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
    expect(quantiles(4, upTo(100))).toEqual([
      23.999982833862305, 48.99998092651367, 73.99998474121094,
    ]);
    expect(quantiles(20, upTo(10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(quantiles(3, [5, 5, 5, 5])).toEqual([5, 5]);
    expect(quantiles(2, [1])).toEqual([]);
    expect(quantiles(1, [1, 2, 3])).toEqual([]);
    expect(quantiles(7, SQUARES)).toEqual(KERAS_SQUARES);
  });

  it("cuts a long column into buckets of nearly as many rows", () => {
    const columns = fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), {
      minLength: 2000,
      maxLength: 3000,
    });
    fc.assert(
      fc.property(columns, fc.integer({ min: 2, max: 10 }), (values, bins) => {
        const counts = new Array<number>(bins).fill(0);
        const ids = discretization({ quantiles: bins }).fit(values).encode(values);
        for (const id of ids) counts[id]++;
        for (const count of counts) {
          expect(Math.abs(count / values.length - 1 / bins)).toBeLessThan(0.04);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("discretization", () => {
  it.each([
    { boundaries: [0, 10] },
    { boundaries: 7, spacing: "uniform" },
    { quantiles: 5 },
  ] as DiscretizationOptions[])("learns %j the same in pieces, and keeps it in JSON", (options) => {
    const encoder = discretization(options);
    expectSameInPieces(encoder, finite);
    expect(encoder.toJSON()).toEqual({ kind: "discretization", ...options });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const fitted = encoder.fit(values);
        const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
        expect(again.encode(values)).toEqual(fitted.encode(values));
        expect(again.toJSON()).toEqual(fitted.toJSON());
      }),
    );
  });

  it("makes a feature whose buckets have embeddings", () => {
    const encoder = discretization({ boundaries: 1000, spacing: "uniform" });
    const feature = encoder.embedding(32, { column: "timestamp" });
    expect(feature).toStrictEqual({ kind: "embedding", encoder, dim: 32, column: "timestamp" });
    expectTypeOf(feature).toExtend<EmbeddingFeature<number>>();
  });
});

describe("discretization: bad input", () => {
  it.each([
    undefined,
    {},
    { boundaries: [1], quantiles: 2 },
    { boundaries: 5 },
    { boundaries: 0, spacing: "uniform" },
    { boundaries: 2.5, spacing: "uniform" },
    { boundaries: 5, spacing: "log" },
    { boundaries: [1], spacing: "uniform" },
    { boundaries: [2, 1] },
    { boundaries: [0, Number.NaN] },
    { boundaries: [0, Number.POSITIVE_INFINITY] },
    { boundaries: "1, 2" },
    { quantiles: 0 },
    { quantiles: "4" },
  ])("refuses the settings %j", (options) => {
    expect(() => discretization(options as never)).toThrow(ConfigError);
  });

  it("says which boundaries fall", () => {
    expect(() => discretization({ boundaries: [0, 2, 1] })).toThrow(
      new ConfigError(
        "discretization boundaries must not fall, but boundaries[1] is 2 and boundaries[2] is 1. Sort them.",
      ),
    );
  });

  it.each([{ boundaries: 4, spacing: "uniform" }, { quantiles: 4 }] as DiscretizationOptions[])(
    "refuses a column that %j cannot be learned from",
    (options) => {
      const encoder = discretization(options);
      expect(() => encoder.fit([], 'column "age"')).toThrow(/column "age" has no rows/);
      expect(() => encoder.fit([1, Number.NaN])).toThrow(NumericError);
      expect(() => encoder.fit([1, Number.NaN])).toThrow(/row 1 /);
      expect(() => encoder.fit(["1"] as never)).toThrow(ConfigError);
      expect(() => encoder.fit([-1.7e308, 1.7e308])).toThrow(NumericError);
    },
  );

  it("refuses what it cannot encode", () => {
    const fitted = discretization({ boundaries: [0] }).fit([]);
    expect(() => fitted.encode([0, Number.NaN])).toThrow(/row 1 .* is NaN/);
    expect(() => fitted.encode([null] as never)).toThrow(ConfigError);
    expect(() => fitted.encodeOne(Number.NaN)).toThrow(NumericError);
    expect(() => fitted.encodeOne("0" as never)).toThrow(ConfigError);
  });

  it.each([{}, { boundaries: "0" }, { boundaries: [1, 0] }, { boundaries: ["0"] }])(
    "refuses the JSON %j",
    (parts) => {
      expect(() => fittedEncoderFromJSON({ kind: "discretization", ...parts })).toThrow(
        ConfigError,
      );
    },
  );
});

const SQUARES = Array.from({ length: 1234 }, (_, i) => ((i * 7919) % 1234) ** 2 / 7);
const KERAS_SQUARES = [
  4326.61083984375, 17381.955078125, 39166.16015625, 69691.140625, 108956.953125, 156951.703125,
];
