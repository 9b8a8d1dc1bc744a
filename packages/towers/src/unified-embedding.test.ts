import { tableFromColumns } from "@towerkit/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { testRuntime } from "../test/expect-layer.js";
import { fitTower } from "./fit-tower.js";
import { type TowerSpec, tower } from "./tower-spec.js";
import { unifiedEmbedding } from "./unified-embedding.js";

const options = { chunks: { genre: 1, year: 2, city: 3 }, bins: 10, dim: 8, tables: 3 } as const;

describe("unifiedEmbedding", () => {
  it("deals chunks to tables one after another and salts each with its column and number", () => {
    const features = Object.entries(unifiedEmbedding(options)).map(([name, { encoder, table }]) => [
      name,
      table,
      encoder.toJSON()["salt"],
    ]);
    // As TFRS's UnifiedEmbedding deals them (read off its code).
    expect(features).toEqual([
      ["genre/0", "unified/0", [0, 0]],
      ["year/0", "unified/1", [1, 0]],
      ["year/1", "unified/2", [1, 1]],
      ["city/0", "unified/0", [2, 0]],
      ["city/1", "unified/1", [2, 1]],
      ["city/2", "unified/2", [2, 2]],
    ]);
  });

  it("keeps ten and more chunks in their order", () => {
    const features = unifiedEmbedding({ chunks: { city: 12 }, bins: 10, dim: 1 });
    expect(Object.keys(features)).toEqual(Array.from({ length: 12 }, (_, j) => `city/${j}`));
  });

  it("is a tower's features: each column's chunks side by side, tables shared", async () => {
    const spec = tower(unifiedEmbedding(options));
    expectTypeOf(spec).toExtend<TowerSpec<{ genre: number | string | boolean }>>();
    expect(spec.inputs).toEqual(["genre", "year", "city"]);
    const rows = tableFromColumns({ genre: ["a", "b"], year: [1999, 2001], city: ["x", "x"] });
    const fitted = fitTower(spec, rows, { seed: 1, name: "query" });
    expect(fitted.summary().tables.map(({ shape }) => shape)).toEqual([
      [10, 8],
      [10, 8],
      [10, 8],
    ]);
    const output = fitted.encodeAll(fitted.encodeColumns(rows).inputs, {
      runtime: await testRuntime(),
    });
    const part = (row: number, from: number, to: number) => [
      ...output.subarray(row * 48 + from * 8, row * 48 + to * 8),
    ];
    expect(output).toHaveLength(2 * 48);
    expect(part(0, 3, 6)).toEqual(part(1, 3, 6));
    expect(part(0, 0, 1)).not.toEqual(part(1, 0, 1));
  });

  it("refuses numbers that are none", () => {
    const wrong = (change: object) => () => unifiedEmbedding({ ...options, ...change });
    expect(wrong({ chunks: { city: 0 } })).toThrow(/chunks of "city"/);
    expect(wrong({ tables: 0 })).toThrow(/tables/);
    expect(wrong({ bins: 0 })).toThrow(/bins/);
    expect(wrong({ dim: 1.5 })).toThrow(/dim/);
  });
});
