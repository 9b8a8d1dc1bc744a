import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  BundleError,
  ConfigError,
  decodeSafetensors,
  encodeSafetensors,
  NumericError,
} from "@towerkit/core";
import { createRuntime, type ResidentMatrix } from "@towerkit/kernels";
import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { fullSort, toyIds, toyItems, toyVectors } from "../conformance/toy-items.js";
import { exactIndex, loadExactIndex } from "./exact-index.js";

async function filledIndex(size: number, dim: number) {
  const items = toyItems(size, dim);
  const index = exactIndex({ dim });
  await index.add(items.ids, items.vectors);
  return { index, items };
}

describe("exactIndex", () => {
  it.each([0, -1, 1.5, Number.NaN, "2", undefined])("refuses the width %s", (dim) => {
    expect(() => exactIndex({ dim: dim as number })).toThrow(ConfigError);
  });

  it("finds what a full sort finds, for any numbers, exclusions and restrictions", async () => {
    const id = fc.integer({ min: 0, max: 14 }).map((i) => toyIds(15)[i] as string | number);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.array(id, { maxLength: 15 }), { maxLength: 4 }),
        fc.option(fc.array(id, { maxLength: 15 }), { nil: undefined }),
        fc.integer({ min: 1, max: 15 }),
        async (dim, size, exclude, only, k) => {
          const { index, items } = await filledIndex(size, dim);
          const queries = toyVectors(exclude.length, dim, "queries");
          const options = { k, exclude, only };
          expect(await index.query(queries, options)).toEqual(fullSort(items, queries, options));
        },
      ),
    );
  });

  it("gives a query the same answer alone as among others", async () => {
    const { index } = await filledIndex(1100, 3);
    const queries = toyVectors(2000, 3, "queries");
    const exclude = Array.from({ length: 2000 }, (_, q) => [q % 7, String(q % 11)]);
    const together = await index.query(queries, { k: 5, exclude });
    for (const q of [0, 950, 953, 954, 1907, 1999]) {
      const alone = await index.query(queries.slice(q * 3, q * 3 + 3), {
        k: 5,
        exclude: [exclude[q] ?? []],
      });
      expect(together.ids[q]).toEqual(alone.ids[0]);
      expect(together.scores[q]).toEqual(alone.scores[0]);
    }
  });

  it("never holds all scores, nor more than 2^20 matches, however many queries there are", async () => {
    const runtime = await createRuntime();
    const scores = vi.spyOn(runtime, "scores");
    const topKScores = vi.spyOn(runtime, "topKScores");
    const index = exactIndex({ dim: 2, runtime });
    await index.add(toyIds(3000), toyVectors(3000, 2, "items"));
    await index.query(toyVectors(500, 2, "queries"), { k: 3000 });
    const held = topKScores.mock.calls.map(([{ indices }]) => indices.length);
    expect(held.reduce((sum, n) => sum + n)).toBe(3000 * 500);
    expect(Math.max(...held)).toBeLessThanOrEqual(2 ** 20);
    expect(scores).not.toHaveBeenCalled();
    await runtime.close();
  });

  it("scores its items alone, whatever spare room it has", async () => {
    const runtime = await createRuntime();
    const topKScores = vi.spyOn(runtime, "topKScores");
    const index = exactIndex({ dim: 1, runtime });
    await index.add(toyIds(100), new Float32Array(100));
    await index.query(Float32Array.of(1), { k: 1 });
    await index.add(["one more"], Float32Array.of(1));
    await index.query(Float32Array.of(1), { k: 1 });
    await index.remove(toyIds(90));
    await index.query(Float32Array.of(1), { k: 1 });
    const scored = topKScores.mock.calls.map(([{ numCandidates }]) => numCandidates);
    expect(scored).toEqual([100, 101, 11]);
    await runtime.close();
  });

  it("scores only the items that it is restricted to", async () => {
    const runtime = await createRuntime();
    const topKScores = vi.spyOn(runtime, "topKScores");
    const index = exactIndex({ dim: 1, runtime });
    await index.add(toyIds(100), toyVectors(100, 1, "items"));
    await index.query(Float32Array.of(1), { k: 9, only: [3, 4, "4"] });
    expect(topKScores.mock.calls.map(([{ numCandidates }]) => numCandidates)).toEqual([3]);
    await runtime.close();
  });

  it("hears an abort between two blocks, and works on afterwards", async () => {
    const { index } = await filledIndex(3000, 2);
    const abort = new AbortController();
    const queries = toyVectors(3000, 2, "queries");
    const query = index.query(queries, { k: 1, signal: abort.signal });
    setTimeout(() => abort.abort(new Error("enough")), 0);
    await expect(query).rejects.toThrow("enough");
    expect((await index.query(queries, { k: 1 })).ids).toHaveLength(3000);
  });

  it("refuses scores beyond float32 rather than misplacing them", async () => {
    const index = exactIndex({ dim: 1 });
    await index.add(["a", "b"], Float32Array.of(-3e38, 1));
    await expect(index.query(Float32Array.of(3e38), { k: 2 })).rejects.toThrow(NumericError);
  });

  it("holds on to no matrix when nobody can reach it any more, so its runtime frees them", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const runtime = await createRuntime();
    const make = runtime.matrix.bind(runtime);
    const made: WeakRef<ResidentMatrix>[] = [];
    runtime.matrix = (rows, dim) => {
      const matrix = make(rows, dim);
      made.push(new WeakRef(matrix));
      return matrix;
    };
    await (async () => {
      const index = exactIndex({ dim: 1, runtime });
      await index.add(["a"], Float32Array.of(1));
      await index.query(Float32Array.of(1), { k: 1 });
    })();
    expect(made.length).toBeGreaterThan(1);
    await vi.waitFor(() => {
      collectGarbage();
      expect(made.filter((matrix) => matrix.deref() !== undefined)).toEqual([]);
    });
    await runtime.close();
  });

  it("refuses to work on a runtime that is closed", async () => {
    const runtime = await createRuntime();
    const index = exactIndex({ dim: 1, runtime });
    await index.add(["a"], Float32Array.of(1));
    await runtime.close();
    await expect(index.query(Float32Array.of(1), { k: 1 })).rejects.toThrow(ConfigError);
  });

  it("names what is wrong with what it is given", async () => {
    const { index } = await filledIndex(3, 2);
    const query = Float32Array.of(1, 2);
    await expect(index.query(query, { k: Number.NaN })).rejects.toThrow(
      "k must be a whole number of at least 1, got NaN.",
    );
    await expect(index.query(query, { k: 1, exclude: [] })).rejects.toThrow(
      "exclude must hold 1 values, got 0.",
    );
    await expect(index.query(Float32Array.of(1), { k: 1 })).rejects.toThrow(
      "vectors must hold 2 values a query, so a multiple of that; got 1.",
    );
    await expect(index.add(["0"], query)).rejects.toThrow(
      'ids[0] is "0", which the index holds already; upsert replaces it.',
    );
    await expect(index.upsert([7, "7", 7], new Float32Array(6))).rejects.toThrow(
      "ids[2] is 7, and so is ids[0].",
    );
    await expect(index.add([{} as string], query)).rejects.toThrow(
      "ids[0] must be a string or a finite number, got an object with keys (none).",
    );
  });
});

describe("loadExactIndex", () => {
  it("puts the vectors where any reader of safetensors finds them", async () => {
    const { index, items } = await filledIndex(3, 2);
    const { tensors, metadata } = decodeSafetensors(await index.save());
    expect(metadata).toEqual({ format: "towerkit-exact-index", version: "1" });
    expect(tensors["vectors"]).toEqual({ shape: [3, 2], data: items.vectors });
    expect(new TextDecoder().decode(tensors["ids"]?.data as Uint8Array)).toBe('[0,"0",1]');
  });

  it("refuses bytes that were cut at any length", async () => {
    const { index } = await filledIndex(3, 2);
    const bytes = await index.save();
    for (let length = 0; length < bytes.length; length++) {
      await expect(loadExactIndex(bytes.slice(0, length))).rejects.toThrow(BundleError);
    }
  });

  const vectors = { shape: [1, 2], data: Float32Array.of(1, 2) };
  const list = (text: string) => {
    const data = new TextEncoder().encode(text);
    return { shape: [data.length], data };
  };
  const format = { format: "towerkit-exact-index", version: "1" };
  it.each([
    ["another format", { vectors, ids: list('["a"]') }, { format: "x", version: "1" }],
    ["a later version", { vectors, ids: list('["a"]') }, { ...format, version: "2" }],
    ["no vectors", { ids: list("[]") }, format],
    ["vectors of one axis", { vectors: { ...vectors, shape: [2] }, ids: list('["a"]') }, format],
    [
      "vectors of width 0",
      { vectors: { shape: [1, 0], data: new Float32Array(0) }, ids: list('["a"]') },
      format,
    ],
    [
      "vectors of another type",
      { vectors: { ...vectors, data: Float64Array.of(1, 2) }, ids: list('["a"]') },
      format,
    ],
    [
      "a value that is not finite",
      { vectors: { ...vectors, data: Float32Array.of(1, Number.NaN) }, ids: list('["a"]') },
      format,
    ],
    ["no ids", { vectors }, format],
    ["ids that are no JSON", { vectors, ids: list('["a"') }, format],
    [
      "ids that are no UTF-8",
      { vectors, ids: { shape: [4], data: Uint8Array.of(91, 34, 255, 34) } },
      format,
    ],
    ["ids that are no list", { vectors, ids: list('{"length":1}') }, format],
    ["an id that is none", { vectors, ids: list("[null]") }, format],
    ["too few ids", { vectors, ids: list("[]") }, format],
    [
      "an id that comes twice",
      { vectors: { shape: [2, 1], data: Float32Array.of(1, 2) }, ids: list('["a","a"]') },
      format,
    ],
  ])("refuses %s", async (_what, tensors, metadata) => {
    const bytes = encodeSafetensors(tensors, metadata);
    await expect(loadExactIndex(bytes)).rejects.toThrow(BundleError);
  });
});
