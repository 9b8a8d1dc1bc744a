import { NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRuntime } from "../../runtime/create-runtime.js";
import type { InBatchSoftmaxInput } from "./input.js";

const DIM = 3;
const NUM_QUERIES = 40;
const NUM_CANDIDATES = 9;

/** Query `q` asks for candidate `q` mod 9; every tenth query asks for none. */
function softmaxInput(): InBatchSoftmaxInput {
  const offsets = Int32Array.from({ length: NUM_QUERIES + 1 }, (_, q) => q - Math.ceil(q / 10));
  const positives = offsets[NUM_QUERIES];
  return {
    queries: Float32Array.from({ length: NUM_QUERIES * DIM }, (_, i) => ((i * 7) % 11) / 5 - 1),
    candidates: Float32Array.from({ length: NUM_CANDIDATES * DIM }, (_, i) => (i % 5) / 2 - 1),
    dim: DIM,
    columnWeights: new Float32Array(NUM_CANDIDATES).fill(2),
    positiveOffsets: offsets,
    positiveCandidates: Int32Array.from({ length: positives }, (_, i) => i % NUM_CANDIDATES),
    positiveWeights: new Float32Array(positives).fill(1),
    positiveInverseProbabilities: new Float32Array(positives).fill(1),
    queryGradients: new Float32Array(NUM_QUERIES * DIM).fill(7),
    candidateGradients: new Float32Array(NUM_CANDIDATES * DIM).fill(7),
  };
}

const forbidden = {
  offsets: Int32Array.from({ length: NUM_QUERIES + 1 }, (_, q) => q),
  itemIds: new Int32Array(NUM_QUERIES).fill(4),
};
const hardNegatives = { count: 3, columnCounts: new Int32Array(NUM_CANDIDATES).fill(2) };
const ways = {
  removeAccidentalHits: { removeAccidentalHits: true },
  hardNegatives: { hardNegatives },
};

describe.each(Object.entries({ shared: {}, forbidden: { forbidden }, ...ways }))(
  "an embedding that is not finite, %s",
  (_, way) => {
    it.each([1, 3])("is refused before anything is written, on %d threads", async (threads) => {
      const runtime = await createRuntime({ threads });
      const place = fc.record({
        name: fc.constantFrom("queries" as const, "candidates" as const),
        at: fc.nat(NUM_CANDIDATES * DIM - 1),
        fromEnd: fc.boolean(),
        value: fc.constantFrom(Number.NaN, Infinity, -Infinity),
      });
      fc.assert(
        fc.property(place, ({ name, at, fromEnd, value }) => {
          const input = { ...softmaxInput(), ...way };
          const index = fromEnd ? input[name].length - 1 - at : at;
          input[name][index] = value;
          expect(() => runtime.inBatchSoftmax(input)).toThrow(NumericError);
          expect(() => runtime.inBatchSoftmax(input)).toThrow(`${name}[${index}] is ${value}`);
          expect(input.queryGradients.every((gradient) => gradient === 7)).toBe(true);
          expect(input.candidateGradients.every((gradient) => gradient === 7)).toBe(true);
        }),
        { numRuns: 60 },
      );
      await runtime.close();
    });
  },
);

describe("an embedding that meets no other", () => {
  it.each([
    { name: "queries", candidates: 0, queries: 1 },
    { name: "candidates", candidates: 1, queries: 0 },
  ])("is refused all the same, among $name", async ({ name, candidates, queries }) => {
    const runtime = await createRuntime({ threads: 1 });
    const input: InBatchSoftmaxInput = {
      queries: new Float32Array(queries).fill(Number.NaN),
      candidates: new Float32Array(candidates).fill(Number.NaN),
      dim: 1,
      columnWeights: new Float32Array(candidates).fill(1),
      positiveOffsets: new Int32Array(queries + 1),
      positiveCandidates: new Int32Array(0),
      positiveWeights: new Float32Array(0),
      queryGradients: new Float32Array(queries),
      candidateGradients: new Float32Array(candidates),
    };
    expect(() => runtime.inBatchSoftmax(input)).toThrow(`${name}[0] is NaN`);
    await runtime.close();
  });
});
