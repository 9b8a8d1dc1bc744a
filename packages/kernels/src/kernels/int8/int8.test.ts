import { createGenerator, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { f32, i32 } from "../../../test/kernel-inputs.js";
import { createRuntime } from "../../runtime/create-runtime.js";
import { LocalRuntime } from "../../runtime/local-runtime.js";
import type { Runtime } from "../../runtime/types.js";

const i8 = Int8Array.of.bind(Int8Array);

const runtimes: [name: string, make: () => Promise<Runtime>][] = [
  ["plainly", async () => new LocalRuntime({ machine: undefined })],
  ["on the machine", () => createRuntime({ threads: 1 })],
];

function quantized(runtime: Runtime, values: Float32Array, dim: number) {
  const out = new Int8Array(values.length).fill(7);
  const scales = new Float32Array(values.length / dim).fill(7);
  runtime.quantizeRows({ values, dim, out, scales });
  return { out, scales };
}

describe.each(runtimes)("quantizeRows %s", (_, make) => {
  it("gives the greatest magnitude of a row ±127, and rounds halves to even", async () => {
    const { out, scales } = quantized(await make(), f32(254, -1, 1, 3, -5, 7, -254, 0, -3, 2.9), 5);
    expect([...scales]).toEqual([2, 2]);
    expect([...out]).toEqual([127, 0, 0, 2, -2, 4, -127, 0, -2, 1]);
  });

  it("makes rows of zeros of rows of zeros, and of what is too small for a scale", async () => {
    const { out, scales } = quantized(await make(), f32(0, -0, 63 * 2 ** -149, 0), 2);
    expect([...scales]).toEqual([0, 0]);
    expect([...out]).toEqual([0, 0, 0, 0]);
  });

  it("keeps to 127 where the scale has lost its digits", async () => {
    const { out, scales } = quantized(
      await make(),
      f32(190, -190, 50).map((n) => n * 2 ** -149),
      3,
    );
    expect([...scales]).toEqual([2 ** -149]);
    expect([...out]).toEqual([127, -127, 50]);
  });

  it("is off by no more than half a scale", async () => {
    const runtime = await make();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.float({ min: -(2 ** 100), max: 2 ** 100, noNaN: true }), { maxLength: 80 }),
        (dim, numbers) => {
          const values = Float32Array.from(
            numbers.slice(0, numbers.length - (numbers.length % dim)),
          );
          const { out, scales } = quantized(runtime, values, dim);
          for (const [i, value] of values.entries()) {
            const scale = scales[Math.floor(i / dim)];
            const error = Math.abs(value - out[i] * scale);
            expect(error).toBeLessThanOrEqual(0.50001 * scale + 64 * 2 ** -149);
          }
        },
      ),
    );
  });

  it("works where resident matrices lie", async () => {
    const runtime = await make();
    const values = runtime.matrix(2, 3);
    values.write(0, f32(127, 1, 2, 3, 254, 5));
    const out = runtime.int8Matrix(2, 3);
    const scales = runtime.matrix(2, 1);
    runtime.quantizeRows({ values, dim: 3, out, scales });
    expect([...out.view()]).toEqual([127, 1, 2, 2, 127, 2]);
    expect([...scales.view()]).toEqual([1, 2]);
  });
});

describe.each(runtimes)("int8Scores %s", (_, make) => {
  it("multiplies the exact sum by the query's scale first, then by the candidate's", async () => {
    const out = f32(7, 7, 7, 7);
    (await make()).int8Scores({
      queries: i8(1, 2, 3, -4, -5, -6),
      queryScales: f32(0.1, 2),
      candidates: i8(7, 8, 9, -128, 127, 1),
      candidateScales: f32(0.3, 1e-3),
      dim: 3,
      out,
    });
    const { fround } = Math;
    const scaled = (sum: number, q: number, c: number) =>
      fround(fround(sum * fround(q)) * fround(c));
    expect([...out]).toEqual([
      scaled(50, 0.1, 0.3),
      scaled(129, 0.1, 1e-3),
      scaled(-122, 2, 0.3),
      scaled(-129, 2, 1e-3),
    ]);
  });

  it("is exact up to the largest sum there can be", async () => {
    const dim = 131_071;
    const out = f32(7);
    (await make()).int8Scores({
      queries: new Int8Array(dim).fill(-128),
      queryScales: f32(1),
      candidates: new Int8Array(dim).fill(-128),
      candidateScales: f32(1),
      dim,
      out,
    });
    expect(out[0]).toBe(Math.fround(dim * 2 ** 14));
  });

  it("takes candidates and their scales from resident matrices", async () => {
    const runtime = await make();
    const candidates = runtime.int8Matrix(3, 1);
    candidates.write(0, i8(1, 2, -3));
    const candidateScales = runtime.matrix(3, 1);
    candidateScales.write(0, f32(1, 10, 100));
    const out = f32(7, 7, 7);
    const queries = { queries: i8(2), queryScales: f32(0.5) };
    runtime.int8Scores({ ...queries, candidates, candidateScales, dim: 1, out });
    expect([...out]).toEqual([1, 20, -300]);
  });

  it("says which score is not finite", async () => {
    const runtime = await make();
    const input = {
      queries: i8(1, 1),
      queryScales: f32(1, 1e30),
      candidates: i8(1, 1),
      candidateScales: f32(1, 1e30),
      dim: 1,
      out: new Float32Array(4),
    };
    expect(() => runtime.int8Scores(input)).toThrow(NumericError);
    expect(() => runtime.int8Scores(input)).toThrow(/query 1 and candidate 1 is Infinity/);
  });
});

describe.each(runtimes)("int8TopKScores %s", (_, make) => {
  it("finds what int8Scores, exclusions and topK find, with the same bits", async () => {
    const runtime = await make();
    const generator = createGenerator(42, "int8 top-k");
    const [dim, numQueries, numCandidates, k] = [13, 5, 6000, 40];
    const floats = (length: number) =>
      Float32Array.from({ length }, () => generator.uniform() - 0.5);
    const queries = quantized(runtime, floats(numQueries * dim), dim);
    const candidates = quantized(runtime, floats(numCandidates * dim), dim);
    const resident = runtime.int8Matrix(numCandidates, dim);
    resident.write(0, candidates.out);
    const vectors = {
      queries: queries.out,
      queryScales: queries.scales,
      candidates: resident,
      candidateScales: candidates.scales,
      dim,
    };
    const excluded = Int32Array.from({ length: 200 }, () => generator.below(numCandidates));
    const excludedOffsets = i32(0, 100, 100, 101, 200, 200);
    const best = {
      indices: new Int32Array(numQueries * k),
      values: new Float32Array(numQueries * k),
      counts: new Int32Array(numQueries),
    };
    runtime.int8TopKScores({ ...vectors, k, excludedOffsets, excluded, ...best });
    const scores = new Float32Array(numQueries * numCandidates);
    runtime.int8Scores({ ...vectors, out: scores });
    for (let q = 0; q < numQueries; q++) {
      const row = scores.subarray(q * numCandidates, (q + 1) * numCandidates);
      for (const c of excluded.subarray(excludedOffsets[q], excludedOffsets[q + 1])) {
        row[c] = -Infinity;
      }
      const one = { indices: new Int32Array(k), values: new Float32Array(k) };
      expect(best.counts[q]).toBe(runtime.topK({ scores: row, k, ...one }));
      expect(best.indices.subarray(q * k, (q + 1) * k)).toEqual(one.indices);
      expect(best.values.subarray(q * k, (q + 1) * k)).toEqual(one.values);
    }
  });
});

describe("int8 scores", () => {
  it("find 95 of the true best 100 among their own best 150", async () => {
    const runtime = await createRuntime();
    const generator = createGenerator(42, "int8 recall");
    const [dim, numCandidates] = [64, 5000];
    const floats = (length: number) =>
      Float32Array.from({ length }, () => generator.uniform() - 0.5);
    const [query, candidates] = [floats(dim), floats(numCandidates * dim)];
    const exact = { indices: new Int32Array(100), values: new Float32Array(100), counts: i32(0) };
    runtime.topKScores({ queries: query, candidates, dim, k: 100, ...exact });
    const a = quantized(runtime, query, dim);
    const b = quantized(runtime, candidates, dim);
    const rough = { indices: new Int32Array(150), values: new Float32Array(150), counts: i32(0) };
    runtime.int8TopKScores({
      queries: a.out,
      queryScales: a.scales,
      candidates: b.out,
      candidateScales: b.scales,
      dim,
      k: 150,
      ...rough,
    });
    const found = exact.indices.filter((i) => rough.indices.includes(i));
    expect(found.length).toBeGreaterThanOrEqual(95);
    await runtime.close();
  });
});

describe("a resident int8 matrix", () => {
  it("starts with zeros, takes whole rows, and is freed", async () => {
    const runtime = await createRuntime();
    const matrix = runtime.int8Matrix(3, 3);
    matrix.write(1, i8(1, -2, 3));
    expect([...matrix.view()]).toEqual([0, 0, 0, 1, -2, 3, 0, 0, 0]);
    expect(() => matrix.write(0, i8(1))).toThrow(/whole rows of 3/);
    expect(() => matrix.write(0, f32(1, 2, 3) as unknown as Int8Array)).toThrow(/Int8Array/);
    matrix.free();
    expect(() => matrix.view()).toThrow(/freed/);
    await runtime.close();
  });

  it("is no float32 matrix, nor the other way round", async () => {
    const runtime = await createRuntime();
    const int8 = runtime.int8Matrix(1, 1);
    const float32 = runtime.matrix(1, 1);
    const scores = { queries: f32(1), dim: 1, out: f32(0) };
    expect(() => runtime.scores({ ...scores, candidates: int8 as never })).toThrow(
      /candidates must be a matrix of a Float32Array, got one of a Int8Array/,
    );
    const int8Scores = { queries: i8(1), queryScales: f32(1), candidateScales: f32(1), dim: 1 };
    expect(() =>
      runtime.int8Scores({ ...int8Scores, candidates: float32 as never, out: f32(0) }),
    ).toThrow(/candidates must be a matrix of a Int8Array, got one of a Float32Array/);
    await runtime.close();
  });
});
