import { createRuntime, type Runtime } from "@towerkit/kernels";
import { beforeAll, describe, expect, it } from "vitest";
import { retrieval } from "./retrieval.js";
import type { RetrievalBatch } from "./types.js";

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime({ threads: 1 });
});

const base = {
  queries: Float32Array.of(0.5, -1),
  candidates: Float32Array.of(1, 0.25),
  dim: 1,
  querySlots: Int32Array.of(0, 1),
  candidateSlots: Int32Array.of(0, 1),
};
const resultOf = (more: Partial<RetrievalBatch>) =>
  retrieval().lossAndGradients({ ...base, ...more }, { runtime });

const outside = Float64Array.of(0, 3);
const ends = Float64Array.of(1e-6, 1);

describe("probabilities that a caller gives", () => {
  it("are clipped to 1e-6 … 1, whatever they belong to", () => {
    const extraSlots = Int32Array.of(1, 0);
    const rowNegatives = { offsets: Int32Array.of(0, 1, 2), slots: Int32Array.of(1, 0) };
    const placed = (p: Float64Array): Partial<RetrievalBatch>[] => [
      { samplingProbability: p },
      { samplingProbability: ends, extraSlots, extraProbability: p },
      { pairProbability: Float64Array.of(...p, ...p) },
      { samplingProbability: ends, rowNegatives: { ...rowNegatives, probability: p } },
    ];
    const [ofOutside, ofEnds] = [placed(outside), placed(ends)];
    for (const [i, batch] of ofOutside.entries()) {
      expect(resultOf(batch)).toEqual(resultOf(ofEnds[i] as Partial<RetrievalBatch>));
    }
  });

  it("are left as they are where they are counted", () => {
    const rare = { samplingProbability: Float64Array.of(1e-8, 1) };
    const counted = resultOf({ ...rare, probabilitiesFrom: "counts" });
    expect(counted.loss).not.toBe(resultOf(rare).loss);
    expect(resultOf(rare).loss).toBe(resultOf({ samplingProbability: ends }).loss);
  });
});
