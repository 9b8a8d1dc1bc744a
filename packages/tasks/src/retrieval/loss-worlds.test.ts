import { createRuntime } from "@towerkit/kernels";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { differences, learnScores } from "../../test/learn-scores.js";
import { mixtureProbability } from "./losses/mixture-probability.js";
import { fullSoftmax, mixedNegatives, sampledSoftmax } from "./losses/softmax-losses.js";
import { retrieval } from "./retrieval.js";
import { bpr } from "./row-losses/bpr.js";
import { hinge } from "./row-losses/hinge.js";
import type { RetrievalBatch } from "./types.js";

const runtime = await createRuntime({ threads: 1 });
const learn = (
  task: Parameters<typeof learnScores>[0],
  rows: Parameters<typeof learnScores>[1],
  numCandidates = 3,
) => differences(learnScores(task, rows, { numCandidates, runtime }));

describe("in a world where item 0 is chosen six times of ten, item 1 three times, item 2 once", () => {
  const candidateSlots = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2);
  const share = [0.6, 0.3, 0.1];
  const learnt = [Math.log(6), Math.log(3), 0];
  const evenly = Int32Array.of(0, 1, 2, 0, 1, 2);

  it("a full softmax learns the log of how often each is chosen", () => {
    const task = retrieval({ loss: fullSoftmax(), reduction: "mean" });
    expectAllClose(learn(task, { candidateSlots }), learnt, { absolute: 1e-3 });
  });

  it("so does a sampled softmax, whatever the number of columns that are drawn", () => {
    for (const extraSlots of [evenly, evenly.slice(3)]) {
      const task = retrieval({ loss: sampledSoftmax({ negatives: 6 }), reduction: "mean" });
      const scores = learn(task, { candidateSlots, extraSlots, catalogueSize: 3 });
      expectAllClose(scores, learnt, { absolute: 1e-3 });
    }
  });

  it("so do mixed negatives with the mixture's probability, and with the share alone they do not", () => {
    const task = retrieval({ loss: mixedNegatives({ uniform: 6 }), reduction: "mean" });
    const withProbability = (ofItem: (item: number) => number) =>
      learn(task, {
        candidateSlots,
        extraSlots: evenly,
        samplingProbability: Float64Array.from(candidateSlots, ofItem),
        extraProbability: Float64Array.from(evenly, ofItem),
      });
    const ofMixture = (item: number) =>
      mixtureProbability({ share: share[item], rows: 10, uniform: 6, catalogueSize: 3 });
    expectAllClose(withProbability(ofMixture), learnt, { absolute: 1e-3 });
    const [first] = withProbability((item) => share[item]);
    expect(Math.abs(first - Math.log(6))).toBeGreaterThan(0.3);
  });
});

describe("a full softmax", () => {
  it("is a sampled softmax that has drawn every item once", () => {
    const batch: RetrievalBatch = {
      queries: Float32Array.of(1, -2),
      candidates: Float32Array.of(0.5, -1, 2, 0),
      dim: 1,
      querySlots: Int32Array.of(0, 1, 1),
      candidateSlots: Int32Array.of(2, 0, 3),
    };
    const full = retrieval({ loss: fullSoftmax() }).lossAndGradients(batch, { runtime });
    const drawn = retrieval({ loss: sampledSoftmax({ negatives: 4 }) }).lossAndGradients(
      { ...batch, extraSlots: Int32Array.of(0, 1, 2, 3), catalogueSize: 4 },
      { runtime },
    );
    expectAllClose([drawn.loss, drawn.chanceSum], [full.loss, full.chanceSum], { relative: 1e-6 });
    expectAllClose([full.chanceSum], [3 * Math.log(4)], { relative: 1e-12 });
    expectAllClose(drawn.candidateGradients, full.candidateGradients, { ofLargest: 1e-6 });
  });
});

describe("in a world of one row and scores that are known", () => {
  // Scores 0, 1, 2, 3, 4 of five candidates; the row chose the middle one.
  const batch: RetrievalBatch = {
    queries: Float32Array.of(1),
    candidates: Float32Array.of(0, 1, 2, 3, 4),
    dim: 1,
    querySlots: Int32Array.of(0),
    candidateSlots: Int32Array.of(2),
    extraSlots: Int32Array.of(0, 1, 3, 4, 2),
  };
  const lossOf = (options: Parameters<typeof retrieval>[0], more: Partial<RetrievalBatch> = {}) =>
    retrieval({ samplingCorrection: false, ...options }).lossAndGradients(
      { ...batch, ...more },
      { runtime },
    ).loss;
  const softmax = (...others: number[]) =>
    Math.log([2, ...others].reduce((sum, score) => sum + Math.exp(score), 0)) - 2;

  it("n hard negatives are the n highest, the own copy never among them", () => {
    const counts = [1, 2, 3, 4, 5, 9];
    const found = counts.map((hardNegatives) => lossOf({ hardNegatives }));
    const all = softmax(4, 3, 2, 1, 0);
    const expected = [softmax(4), softmax(4, 3), softmax(4, 3, 2), softmax(4, 3, 2, 1), all, all];
    expectAllClose(found, expected, { relative: 1e-6 });
    expectAllClose([lossOf({ hardNegatives: 3, removeAccidentalHits: true })], [softmax(4, 3, 1)], {
      relative: 1e-6,
    });
  });

  it("hard negatives are ranked by what is left when rare columns are corrected for", () => {
    const task = { samplingCorrection: true, hardNegatives: 1, removeAccidentalHits: true };
    const found = lossOf(task, {
      samplingProbability: Float64Array.of(1),
      extraProbability: Float64Array.of(0.001, 1, 1, 1, 1),
    });
    // log(1000) is more than 4.
    expectAllClose([found], [softmax(Math.log(1000))], { relative: 1e-6 });
  });

  it("a forbidden item is no negative, and a row's own column counts though forbidden", () => {
    const forbidden = { offsets: Int32Array.of(0, 3), itemIds: Int32Array.of(4, 2, 77) };
    expectAllClose([lossOf({}, { forbidden })], [softmax(3, 1, 0)], { relative: 1e-6 });
    expectAllClose([lossOf({ hardNegatives: 1 }, { forbidden })], [softmax(3)], { relative: 1e-6 });
  });

  it("a mask hides columns of its own row and of no other", () => {
    const two = {
      querySlots: Int32Array.of(0, 0),
      candidateSlots: Int32Array.of(2, 4),
      extraSlots: Int32Array.of(1),
    };
    const scoreMask = Uint8Array.of(1, 0, 1, 1, 1, 0);
    const second = Math.log(Math.exp(4) + Math.exp(2)) - 4;
    expectAllClose([lossOf({}, { ...two, scoreMask })], [softmax(1) + second], { relative: 1e-6 });
  });

  it("a row's own negatives are nobody else's", () => {
    const two = {
      querySlots: Int32Array.of(0, 0),
      candidateSlots: Int32Array.of(2, 2),
      extraSlots: new Int32Array(0),
      rowNegatives: { offsets: Int32Array.of(0, 2, 2), slots: Int32Array.of(4, 0) },
    };
    expectAllClose([lossOf({}, two)], [softmax(2, 4, 0) + softmax(2)], { relative: 1e-6 });
  });

  it("the greatest of a query's heads scores, and it alone learns", () => {
    const task = retrieval({ samplingCorrection: false });
    const { loss, queryGradients } = task.lossAndGradients(
      {
        queries: Float32Array.of(1, 0, 0, 1),
        candidates: Float32Array.of(3, 1, 0, 2),
        dim: 2,
        heads: 2,
        querySlots: Int32Array.of(0),
        candidateSlots: Int32Array.of(0),
        extraSlots: Int32Array.of(1),
      },
      { runtime },
    );
    const share = Math.exp(2) / (Math.exp(3) + Math.exp(2));
    expectAllClose([loss], [-Math.log(1 - share)], { relative: 1e-6 });
    expectAllClose(queryGradients, [-3 * share, -share, 0, 2 * share], { relative: 1e-6 });
  });

  it("losses of rows leave the own item out, however often it stands in the batch", () => {
    const copies = { extraSlots: Int32Array.of(2, 2, 4) };
    const of = (loss: ReturnType<typeof bpr>) =>
      retrieval({ loss }).lossAndGradients({ ...batch, ...copies }, { runtime }).loss;
    expectAllClose([of(bpr()), of(hinge())], [Math.log1p(Math.exp(2)), 3], { relative: 1e-6 });
  });
});

describe("values that TensorFlow Recommenders 0.7.7 on TensorFlow 2.21 gives", () => {
  const slots = Int32Array.of(0, 1);
  const two: RetrievalBatch = {
    queries: Float32Array.of(1, 2, 3, 2, 3, 4),
    candidates: Float32Array.of(1, 1, 1, 1, 1, 0),
    dim: 3,
    querySlots: slots,
    candidateSlots: slots,
  };
  const three: RetrievalBatch = {
    ...two,
    queries: Float32Array.of(3, 2, 1, 2, 3, 4),
    candidates: Float32Array.of(0, 1, 0, 0, 1, 1, 1, 1, 0),
    extraSlots: Int32Array.of(2),
  };
  const plain = retrieval({ samplingCorrection: false });
  const everything = retrieval({ temperature: 2, removeAccidentalHits: true, hardNegatives: 1 });

  it.each([
    ["extra negatives", plain, three, 3.31277765],
    [
      "several heads",
      plain,
      { ...three, heads: 2, queries: Float32Array.of(3, 2, 1, 1, 2, 3, 2, 3, 4, 4, 3, 2) },
      4.41999924,
    ],
    ["a score mask", plain, { ...two, scoreMask: Uint8Array.of(1, 0, 1, 1) }, 4.01815],
    [
      "temperature, probabilities, accidental hits, hard negatives and weights together",
      everything,
      {
        ...three,
        itemIds: Int32Array.of(1, 2, 1),
        samplingProbability: Float64Array.of(0.2, 0.3),
        extraProbability: Float64Array.of(0.5),
        rowWeights: Float32Array.of(2, 1),
      },
      1.68251,
    ],
  ] as const)("%s", (_, task, batch, loss) => {
    expectAllClose([task.lossAndGradients(batch, { runtime }).loss], [loss], { relative: 1e-6 });
  });
});
