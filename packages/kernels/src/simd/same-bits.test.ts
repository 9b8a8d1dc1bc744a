import { createGenerator } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LocalRuntime } from "../runtime.js";
import type { InBatchSoftmaxInput } from "../types.js";
import { availableSimdKernels } from "./simd-kernels.js";

const vector = new LocalRuntime({ simdKernels: availableSimdKernels() });
const plain = new LocalRuntime({ simdKernels: undefined });
const generator = createGenerator(42, "same bits");

/** Runs a kernel of both runtimes on equal input and expects equal bits in all that they write. */
function expectSameBits<Input extends object>(
  input: Input,
  run: (runtime: LocalRuntime, input: Input) => unknown,
): void {
  const [fast, slow] = [vector, plain].map((runtime) => {
    const own = Object.fromEntries(
      Object.entries(input).map(([name, value]) => [
        name,
        ArrayBuffer.isView(value) ? (value as Float32Array).slice() : value,
      ]),
    ) as Input;
    try {
      return { result: run(runtime, own), arrays: Object.values(own).filter(ArrayBuffer.isView) };
    } catch (error) {
      return { result: String(error), arrays: [] };
    }
  });
  expect(fast.result).toEqual(slow.result);
  expect(fast.arrays.map(wordsOf).map((words, i) => sameWords(words, slow.arrays[i]))).toEqual(
    slow.arrays.map(() => true),
  );
}

function wordsOf(view: ArrayBufferView): Int32Array {
  return new Int32Array(view.buffer, view.byteOffset, view.byteLength / 4);
}

function sameWords(words: Int32Array, view: ArrayBufferView): boolean {
  return wordsOf(view).every((word, i) => word === words[i]);
}

/** Numbers of many magnitudes, zeros of both signs among them. */
function floats(length: number, size: number): Float32Array {
  return Float32Array.from({ length }, () => {
    const kind = generator.below(20);
    if (kind === 0) return 0;
    if (kind === 1) return -0;
    return (generator.uniform() - 0.5) * size * (kind === 2 ? 1e-6 : 1);
  });
}

const shape = fc.record({
  dim: fc.integer({ min: 1, max: 70 }),
  numQueries: fc.integer({ min: 1, max: 70 }),
  numCandidates: fc.integer({ min: 1, max: 70 }),
  size: fc.constantFrom(1e-3, 1, 2, 10, 50, 1e19),
});
const cases = { numRuns: 1000 };

function softmaxCase(
  shape: { dim: number; numQueries: number; numCandidates: number; size: number },
  temperature: number,
): InBatchSoftmaxInput {
  const { dim, numQueries, numCandidates, size } = shape;
  const perQuery = Array.from({ length: numQueries }, () => generator.below(4));
  const positives = perQuery.reduce((sum, count) => sum + count, 0);
  const positiveOffsets = new Int32Array(numQueries + 1);
  for (const [q, count] of perQuery.entries()) positiveOffsets[q + 1] = positiveOffsets[q] + count;
  return {
    queries: floats(numQueries * dim, size),
    candidates: floats(numCandidates * dim, size),
    dim,
    columnWeights: Float32Array.from({ length: numCandidates }, () =>
      generator.below(8) === 0 ? 0 : generator.uniform() * 100,
    ),
    positiveOffsets,
    positiveCandidates: Int32Array.from({ length: positives }, () =>
      generator.below(numCandidates),
    ),
    positiveWeights: Float32Array.from({ length: positives }, () => generator.uniform() * 3),
    temperature,
    queryGradients: new Float32Array(numQueries * dim).fill(Number.NaN),
    candidateGradients: new Float32Array(numCandidates * dim).fill(Number.NaN),
  };
}

describe("the vector kernels", () => {
  it("are what is tested here", () => {
    expect([vector.simd, plain.simd]).toEqual(["simd", "none"]);
  });

  it("give the plain kernels' bits for the in-batch softmax, errors and all", () => {
    const temperature = fc.constantFrom(0.05, 0.3, 1, 7);
    fc.assert(
      fc.property(shape, temperature, (shape, temperature) => {
        const input = softmaxCase(shape, temperature);
        expectSameBits(input, (runtime, own) => {
          const { loss } = runtime.inBatchSoftmax(own);
          return Float64Array.of(loss);
        });
      }),
      cases,
    );
  });

  it("give them on more blocks and chunks than one, and for no rows at all", () => {
    const size = 2;
    for (const [numQueries, numCandidates, dim] of [
      [100, 300, 33],
      [64, 256, 32],
      [65, 129, 8],
      [0, 5, 3],
      [0, 0, 3],
    ]) {
      const input = softmaxCase({ numQueries, numCandidates, dim, size }, 0.5);
      expectSameBits(input, (runtime, own) => runtime.inBatchSoftmax(own).loss);
    }
  });

  it("give them for scores", () => {
    fc.assert(
      fc.property(shape, ({ dim, numQueries, numCandidates, size }) => {
        const input = {
          queries: floats(numQueries * dim, size),
          candidates: floats(numCandidates * dim, size),
          dim,
          out: new Float32Array(numQueries * numCandidates),
        };
        expectSameBits({ ...input }, (runtime, own) => runtime.scores(own));
      }),
      cases,
    );
  });

  it("give them for scores of more queries and candidates than enter at a time", () => {
    for (const [numQueries, numCandidates] of [
      [130, 70],
      [3, 8201],
      [129, 8193],
      [0, 4],
      [4, 0],
    ]) {
      const input = {
        queries: floats(numQueries * 3, 2),
        candidates: floats(numCandidates * 3, 2),
        dim: 3,
        out: new Float32Array(numQueries * numCandidates),
      };
      const run = (runtime: LocalRuntime, own: typeof input) => {
        const matrix = runtime.matrix(numCandidates, 3);
        matrix.write(0, own.candidates);
        runtime.scores({ ...own, candidates: matrix });
        const fromMatrix = own.out.slice();
        runtime.scores(own);
        matrix.free();
        return fromMatrix;
      };
      expectSameBits(input, run);
    }
  });

  it("give the same ranks, whatever the ties and exclusions", () => {
    fc.assert(
      fc.property(shape, fc.constantFrom("index", "optimistic"), (shape, ties) => {
        const { numQueries: rows, numCandidates, dim: most } = shape;
        const lists = (least: number, longest: number) => {
          const offsets = new Int32Array(rows + 1);
          for (let r = 0; r < rows; r++) offsets[r + 1] = offsets[r] + generator.below(longest);
          const length = offsets[rows];
          const index = () => generator.below(numCandidates - least) + least;
          return [offsets, Int32Array.from({ length }, index)] as const;
        };
        const [positiveOffsets, positives] = lists(-1, Math.min(most, 6) + 1);
        const [excludedOffsets, excluded] = lists(0, most);
        const input = {
          // Few different scores, so that many are equal.
          scores: Float32Array.from({ length: rows * numCandidates }, () => generator.below(9) - 4),
          numCandidates,
          positiveOffsets,
          positives,
          excludedOffsets,
          excluded,
          ties: ties as "index" | "optimistic",
          ranks: new Int32Array(positives.length),
        };
        expectSameBits(input, (runtime, own) => runtime.countRanks(own));
      }),
      cases,
    );
  });
});

describe("the vector kernels' memory", () => {
  it("does not grow over 1,000 steps of one size or less", () => {
    const kernels = availableSimdKernels();
    const runtime = new LocalRuntime({ simdKernels: kernels });
    const largest = { dim: 16, numQueries: 90, numCandidates: 1200, size: 2 };
    runtime.inBatchSoftmax(softmaxCase(largest, 1));
    const bytes = kernels?.memory.bytes;
    expect(bytes).toBeGreaterThan(1 << 16);
    const small = softmaxCase({ dim: 7, numQueries: 5, numCandidates: 9, size: 2 }, 1);
    for (let i = 0; i < 1000; i++) {
      runtime.inBatchSoftmax(small);
      runtime.matrix(50, 9).free();
    }
    expect(kernels?.memory.bytes).toBe(bytes);
  });

  it("keeps matrices apart, and as they were while it grows", () => {
    const runtime = new LocalRuntime({ simdKernels: availableSimdKernels() });
    const [first, gone, last] = [3, 5, 4].map((rows) => runtime.matrix(rows, 3));
    first.view().fill(1);
    gone.view().fill(2);
    last.view().fill(3);
    gone.free();
    const reused = runtime.matrix(2, 3);
    expect([...reused.view()]).toEqual([0, 0, 0, 0, 0, 0]);
    const huge = runtime.matrix(100_000, 10);
    runtime.inBatchSoftmax(softmaxCase({ dim: 8, numQueries: 70, numCandidates: 70, size: 2 }, 1));
    expect(new Set(first.view())).toEqual(new Set([1]));
    expect(new Set(last.view())).toEqual(new Set([3]));
    expect(new Set(huge.view())).toEqual(new Set([0]));
  });

  it("may be the input of a call that makes it grow", () => {
    const runtime = new LocalRuntime({ simdKernels: availableSimdKernels() });
    const queries = runtime.matrix(2, 2);
    queries.write(0, Float32Array.of(1, 2, 3, 4));
    const candidates = new Float32Array(400_000).fill(1);
    const out = new Float32Array(400_000);
    runtime.scores({ queries: queries.view(), candidates, dim: 2, out });
    expect([out[0], out[399_999]]).toEqual([3, 7]);
  });
});
