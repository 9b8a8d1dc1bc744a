import { NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { f32, i32 } from "../../../test/kernel-inputs.js";
import { createRuntime } from "../../runtime/create-runtime.js";
import { LocalRuntime } from "../../runtime/local-runtime.js";
import type { ResidentMatrix, Runtime } from "../../runtime/types.js";

interface Selection {
  readonly queries: Float32Array;
  readonly candidates: Float32Array | ResidentMatrix;
  readonly dim: number;
  readonly k: number;
  readonly numCandidates?: number;
  readonly excludedOffsets?: Int32Array;
  readonly excluded?: Int32Array;
}

/** The best of each query, as pairs of index and score. */
function best(runtime: Runtime, selection: Selection): [index: number, score: number][][] {
  const numQueries = selection.queries.length / selection.dim;
  const { k } = selection;
  const indices = new Int32Array(numQueries * k);
  const values = new Float32Array(numQueries * k);
  const counts = new Int32Array(numQueries);
  runtime.topKScores({ ...selection, indices, values, counts });
  return Array.from(counts, (count, q) =>
    Array.from({ length: count }, (_, i) => [indices[q * k + i], values[q * k + i]]),
  );
}

const runtimes: [name: string, make: () => Promise<Runtime>][] = [
  ["plainly", async () => new LocalRuntime({ machine: undefined })],
  ["on the machine", () => createRuntime({ threads: 1 })],
];

describe.each(runtimes)("topKScores %s", (_, make) => {
  const candidates = f32(1, 0, 0, 1, 2, 0, 1, 0, -1, 5);

  it("lists each query's best first, equal scores by rising index", async () => {
    const found = best(await make(), { queries: f32(1, 0, 0, -1), candidates, dim: 2, k: 3 });
    expect(found).toEqual([
      [
        [2, 2],
        [0, 1],
        [3, 1],
      ],
      [
        [0, 0],
        [2, 0],
        [3, 0],
      ],
    ]);
  });

  it("leaves out what a query excludes, in any order and more than once, for it alone", async () => {
    const found = best(await make(), {
      queries: f32(1, 0, 1, 0),
      candidates,
      dim: 2,
      k: 2,
      excludedOffsets: i32(0, 4, 4),
      excluded: i32(3, 2, 0, 2),
    });
    expect(found).toEqual([
      [
        [1, 0],
        [4, -1],
      ],
      [
        [2, 2],
        [0, 1],
      ],
    ]);
  });

  it("finds fewer where fewer are left, and leaves the rest of the room alone", async () => {
    const values = new Float32Array(10).fill(7);
    const input = {
      queries: f32(1, 0, 1, 0),
      candidates,
      dim: 2,
      k: 5,
      numCandidates: 3,
      excludedOffsets: i32(0, 3, 4),
      excluded: i32(0, 1, 2, 1),
      indices: new Int32Array(10).fill(7),
      values,
      counts: i32(7, 7),
    };
    (await make()).topKScores(input);
    expect([...input.counts]).toEqual([0, 2]);
    expect([...input.indices]).toEqual([7, 7, 7, 7, 7, 2, 0, 7, 7, 7]);
    expect([...values]).toEqual([7, 7, 7, 7, 7, 2, 1, 7, 7, 7]);
  });

  it("works on no candidates and on no queries", async () => {
    const runtime = await make();
    const queries = f32(1, 2);
    expect(best(runtime, { queries, candidates: f32(), dim: 2, k: 1 })).toEqual([[]]);
    expect(best(runtime, { queries: f32(), candidates, dim: 2, k: 1 })).toEqual([]);
  });

  it("takes candidates from a resident matrix", async () => {
    const runtime = await make();
    const matrix = runtime.matrix(5, 2);
    matrix.write(0, candidates);
    expect(best(runtime, { queries: f32(0, 1), candidates: matrix, dim: 2, k: 1 })).toEqual([
      [[4, 5]],
    ]);
  });

  it("says which score overflowed, even an excluded one's", async () => {
    const runtime = await make();
    const overflow = () =>
      best(runtime, {
        queries: f32(1, 1e30),
        candidates: f32(...Array(1500).fill(1), 1e30),
        dim: 1,
        k: 1,
        excludedOffsets: i32(0, 0, 1),
        excluded: i32(1500),
      });
    expect(overflow).toThrow(NumericError);
    expect(overflow).toThrow(/the score of query 1 and candidate 1500 is Infinity/);
  });

  it("finds what scoring everything, leaving out and sorting finds", async () => {
    const runtime = await make();
    const small = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(small, small), { maxLength: 5 }),
        fc.array(fc.tuple(small, small), { minLength: 1, maxLength: 60 }),
        fc.array(fc.array(fc.nat(59), { maxLength: 70 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 70 }),
        (queries, rows, lists, k) => {
          const excluded = queries.map((_, q) => lists[q].filter((c) => c < rows.length));
          let sum = 0;
          const found = best(runtime, {
            queries: Float32Array.from(queries.flat()),
            candidates: Float32Array.from(rows.flat()),
            dim: 2,
            k,
            excludedOffsets: Int32Array.from([0, ...excluded.map((list) => (sum += list.length))]),
            excluded: Int32Array.from(excluded.flat()),
          });
          const expected = queries.map(([x, y], q) =>
            rows
              .map(([a, b], c) => [c, 0 + x * a + y * b])
              .filter(([c]) => !excluded[q].includes(c))
              .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
              .slice(0, k),
          );
          expect(found).toEqual(expected);
        },
      ),
    );
  });
});

describe("topKScores of more than enters the memory at once", () => {
  const dim = 2100;
  // All are asked for, so that no part may be cut short.
  const [numCandidates, numQueries, k] = [4500, 2, 4500];
  let state = 42;
  const noise = (length: number) =>
    Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return state >> 24;
    });
  const selection = {
    queries: noise(numQueries * dim),
    candidates: noise(numCandidates * dim),
    dim,
    k,
    excludedOffsets: i32(0, 0, 3),
    excluded: i32(2100, 4499, 17),
  };

  it("is the same on one thread, on several, from a resident matrix, and plainly", async () => {
    const plain = best(new LocalRuntime({ machine: undefined }), selection);
    expect(plain[0].length).toBe(k);
    for (const threads of [1, 3]) {
      const runtime = await createRuntime({ threads });
      expect(best(runtime, selection)).toEqual(plain);
      const resident = runtime.matrix(numCandidates, dim);
      resident.write(0, selection.candidates);
      expect(best(runtime, { ...selection, candidates: resident })).toEqual(plain);
      await runtime.close();
    }
  });
});

describe("topKScores on threads", () => {
  it("prefers the lowest index of equal scores, though others are found sooner", async () => {
    const runtime = await createRuntime({ threads: 3 });
    const [numCandidates, dim, span] = [200_000, 16, 6256];
    const candidates = new Float32Array(numCandidates * dim);
    // The first part has its best at its end, all others at their beginning.
    for (let c = span - 20; c < numCandidates; c++) {
      if (c < span || c % span < 20) candidates[c * dim] = 1;
    }
    const resident = runtime.matrix(numCandidates, dim);
    resident.write(0, candidates);
    const queries = Float32Array.from({ length: dim }, (_, d) => (d === 0 ? 1 : 0));
    const first = Array.from({ length: 10 }, (_, i) => [span - 20 + i, 1]);
    for (let run = 0; run < 30; run++) {
      expect(best(runtime, { queries, candidates: resident, dim, k: 10 })).toEqual([first]);
    }
    await runtime.close();
  });
});
