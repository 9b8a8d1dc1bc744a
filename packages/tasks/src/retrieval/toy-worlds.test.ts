import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createGenerator } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { dataDir, expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { differences, learnScores } from "../../test/learn-scores.js";
import { retrieval } from "./retrieval.js";
import type { RetrievalBatch } from "./types.js";

const runtime = await createRuntime();

describe("in a world where item 0 is chosen six times of ten, item 1 three times, item 2 once", () => {
  const candidateSlots = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2);
  const share = [0.6, 0.3, 0.1];
  const samplingProbability = Float32Array.from(candidateSlots, (c) => share[c] as number);
  const popularityOrder = [Math.log(6), Math.log(3), 0];

  it("the corrected task learns the log of how often each is chosen", () => {
    const scores = learnScores(
      retrieval({ reduction: "mean" }),
      { candidateSlots, samplingProbability },
      { numCandidates: 3, runtime },
    );
    expectAllClose(differences(scores), popularityOrder, { absolute: 1e-3 });
  });

  it("the uncorrected task learns nothing of it: popular items are drawn as negatives as often", () => {
    const task = retrieval({ reduction: "mean", samplingCorrection: false });
    expectAllClose(
      differences(learnScores(task, { candidateSlots }, { numCandidates: 3, runtime })),
      [0, 0, 0],
      {
        absolute: 1e-5,
      },
    );
  });

  it("the temperature stretches the scores and nothing else", () => {
    const task = retrieval({ reduction: "mean", temperature: 0.5 });
    const scores = learnScores(
      task,
      { candidateSlots, samplingProbability },
      { numCandidates: 3, runtime },
    );
    expectAllClose(
      differences(scores),
      popularityOrder.map((score) => score / 2),
      { absolute: 1e-3 },
    );
  });
});

describe("in a world where two rows disagree, one three times as heavy", () => {
  it("the scores settle at three to one: weights scale a row's loss and stay out of its softmax", () => {
    const scores = learnScores(
      retrieval({ reduction: "mean", samplingCorrection: false }),
      { candidateSlots: Int32Array.of(0, 1), rowWeights: Float32Array.of(3, 1) },
      { numCandidates: 2, runtime },
    );
    expectAllClose(differences(scores), [Math.log(3), 0], { absolute: 1e-3 });
  });

  it("the loss is the weighted sum of the rows' own losses", () => {
    const batch = {
      queries: Float32Array.of(0.5, -1, 2, 0.25),
      candidates: Float32Array.of(1, 0, 0.5, -0.5, 0, 2),
      dim: 2,
      querySlots: Int32Array.of(0, 1, 0),
      candidateSlots: Int32Array.of(2, 0, 1),
    };
    const task = retrieval({ samplingCorrection: false });
    const lossWith = (...rowWeights: number[]) =>
      task.lossAndGradients({ ...batch, rowWeights: Float32Array.from(rowWeights) }, { runtime })
        .lossSum;
    const parts = 3 * lossWith(1, 0, 0) + 0.5 * lossWith(0, 1, 0) + 2 * lossWith(0, 0, 1);
    expectAllClose([lossWith(3, 0.5, 2)], [parts], { relative: 1e-6 });
  });
});

describe("where other columns hold a row's own item", () => {
  const batch: RetrievalBatch = {
    queries: Float32Array.of(2),
    candidates: Float32Array.of(1, 3, 1),
    dim: 1,
    querySlots: Int32Array.of(0, 0, 0, 0),
    candidateSlots: Int32Array.of(0, 1, 2, 0),
    rowWeights: Float32Array.of(1, 0, 0, 0),
    itemIds: Int32Array.of(77, 5, 77),
  };

  it("they are negatives like any other unless they are removed", () => {
    const { loss } = retrieval({ samplingCorrection: false }).lossAndGradients(batch, { runtime });
    expectAllClose([loss], [Math.log(3 * Math.exp(2) + Math.exp(6)) - 2], { relative: 1e-6 });
  });

  it("removed, each copy is gone and the row's own column stays, once", () => {
    const task = retrieval({ samplingCorrection: false, removeAccidentalHits: true });
    const { loss } = task.lossAndGradients(batch, { runtime });
    expectAllClose([loss], [Math.log(Math.exp(2) + Math.exp(6)) - 2], { relative: 1e-6 });
  });

  it("removed by slot where no ids are given", () => {
    const { itemIds: _, ...withoutIds } = batch;
    const task = retrieval({ samplingCorrection: false, removeAccidentalHits: true });
    const { loss } = task.lossAndGradients(withoutIds, { runtime });
    expectAllClose([loss], [Math.log(2 * Math.exp(2) + Math.exp(6)) - 2], { relative: 1e-6 });
  });

  it("a batch of one item has nothing left to learn from, exactly", () => {
    const task = retrieval({ samplingCorrection: false, removeAccidentalHits: true });
    const result = task.lossAndGradients(
      { ...batch, rowWeights: new Float32Array(4).fill(1), itemIds: Int32Array.of(1, 1, 1) },
      { runtime },
    );
    expect(result).toMatchObject({ loss: 0, chanceSum: 0 });
    expect(Array.from(result.queryGradients)).toEqual([0]);
    expect(Array.from(result.candidateGradients)).toEqual([0, 0, 0]);
  });
});

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: batches of 8,192 of 80,000 ratings", () => {
  it("cost 9.01 a row by chance without the correction and 9.69 with it", () => {
    // Python's math.log and fsum over this very split; 60 other splits give 9.691 on average, sd .004.
    const train = createGenerator(42, "train").shuffle(titleSlots()).subarray(0, 80_000);
    const counts = new Float64Array(1 + train.reduce((a, b) => Math.max(a, b)));
    for (const slot of train) counts[slot]++;
    const chance = (correction: boolean) => {
      let sum = 0;
      for (let first = 0; first + 8192 <= train.length; first += 8192) {
        const candidateSlots = train.subarray(first, first + 8192);
        const { chanceSum } = retrieval({ samplingCorrection: correction }).lossAndGradients(
          {
            queries: new Float32Array(1),
            candidates: new Float32Array(counts.length),
            dim: 1,
            querySlots: new Int32Array(8192),
            candidateSlots,
            ...(correction && {
              samplingProbability: Float64Array.from(
                candidateSlots,
                (slot) => (counts[slot] as number) / train.length,
              ),
            }),
          },
          { runtime },
        );
        sum += chanceSum;
      }
      return sum / (9 * 8192);
    };
    expectAllClose([chance(false)], [Math.log(8192)], { relative: 1e-12 });
    expectAllClose([chance(true)], [9.687403593664946], { relative: 1e-12 });
  });
});

/** The film of every rating by its title, films counted in order of first appearance. */
function titleSlots(): Int32Array {
  const lines = (name: string) =>
    readFileSync(join(dataDir("ml-100k") as string, name), "latin1")
      .trim()
      .split("\n");
  const titles = new Map(lines("u.item").map((line) => line.split("|") as [string, string]));
  const slots = new Map<string | undefined, number>();
  return Int32Array.from(lines("u.data"), (line) => {
    const title = titles.get(line.split("\t")[1] as string);
    const slot = slots.get(title) ?? slots.size;
    slots.set(title, slot);
    return slot;
  });
}
