import { createGenerator } from "@towerkit/core";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { approxNdcg } from "./approx-ndcg.js";
import { huber } from "./huber.js";
import { listMle } from "./list-mle.js";
import { logistic } from "./logistic.js";
import { pairwiseHinge } from "./pairwise-hinge.js";
import { ranking } from "./ranking.js";
import { squaredError } from "./squared-error.js";
import type { RankingBatch, RankingLossFunction } from "./types.js";

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime({ threads: 1 });
});

type Numbers = ArrayLike<number>;

/** Σ over rows of a formula, in float64. */
const rowByRow =
  (loss: (prediction: number, label: number) => number) =>
  (predictions: Numbers, labels: Numbers, weights: Numbers): number =>
    Array.from(labels, (label, i) => weights[i] * loss(predictions[i], label)).reduce(add, 0);

const add = (a: number, b: number) => a + b;

/** Σ over lists of a formula, in float64. */
const OFFSETS = Int32Array.of(0, 4, 4, 5, 10);
const listByList =
  (loss: (scores: number[], labels: number[]) => number) =>
  (predictions: Numbers, labels: Numbers, weights: Numbers): number =>
    Array.from({ length: OFFSETS.length - 1 }, (_, list) => {
      const part = (values: Numbers) => Array.from(values).slice(OFFSETS[list], OFFSETS[list + 1]);
      return weights[list] * loss(part(predictions), part(labels));
    }).reduce(add, 0);

const plainListMle = (scores: number[], labels: number[]) => {
  const order = [...scores.keys()].sort((a, b) => labels[b] - labels[a]);
  return order
    .map(
      (row, i) =>
        Math.log(
          order
            .slice(i)
            .map((r) => Math.exp(scores[r]))
            .reduce(add, 0),
        ) - scores[row],
    )
    .reduce(add, 0);
};

const plainHinge = (margin: number) => (scores: number[], labels: number[]) =>
  scores
    .flatMap((s, i) =>
      scores.map((t, j) => (labels[i] > labels[j] ? Math.max(0, margin - (s - t)) : 0)),
    )
    .reduce(add, 0);

const plainApproxNdcg = (temperature: number) => (scores: number[], labels: number[]) => {
  const gains = labels.map((label) => 2 ** label - 1);
  const ranks = scores.map((s, i) =>
    scores.reduce(
      (rank, t, j) => rank + (i === j ? 0 : 1 / (1 + Math.exp((s - t) / temperature))),
      1,
    ),
  );
  const ideal = [...gains]
    .sort((a, b) => b - a)
    .reduce((sum, g, i) => sum + g / Math.log2(i + 2), 0);
  return ideal === 0
    ? 0
    : 1 - gains.reduce((sum, g, i) => sum + g / Math.log2(1 + ranks[i]), 0) / ideal;
};

const log1pExp = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

const losses: [RankingLossFunction, (p: Numbers, l: Numbers, w: Numbers) => number][] = [
  [squaredError(), rowByRow((p, y) => (p - y) ** 2)],
  [logistic(), rowByRow((z, y) => log1pExp(z) - z * y)],
  [
    huber({ delta: 0.5 }),
    rowByRow((p, y) => {
      const size = Math.abs(p - y);
      return size <= 0.5 ? size ** 2 / 2 : 0.5 * (size - 0.25);
    }),
  ],
  [listMle(), listByList(plainListMle)],
  [pairwiseHinge(), listByList(plainHinge(1))],
  [pairwiseHinge({ margin: 0.3 }), listByList(plainHinge(0.3))],
  [approxNdcg(), listByList(plainApproxNdcg(0.1))],
  [approxNdcg({ temperature: 1 }), listByList(plainApproxNdcg(1))],
];

function randomBatch(
  loss: RankingLossFunction,
  weighted: boolean,
): RankingBatch & { plain: Float64Array } {
  const random = createGenerator(11, loss.kind);
  const numbers = (length: number, most: number) =>
    Float32Array.from({ length }, () => random.uniform() * most);
  const plainWeights = numbers(loss.isListwise ? OFFSETS.length - 1 : 10, 2);
  return {
    predictions: Float32Array.from(numbers(10, 4), (x) => x - 2),
    labels:
      loss.kind === "logistic" ? numbers(10, 1) : Float32Array.from(numbers(10, 5), Math.floor),
    ...(weighted && { weights: plainWeights }),
    ...(loss.isListwise && { listOffsets: OFFSETS }),
    plain: weighted
      ? Float64Array.from(plainWeights)
      : new Float64Array(plainWeights.length).fill(1),
  };
}

describe.each(losses)("$kind $settings", (loss, formula) => {
  it.each([false, true])("is its formula and has its derivative (weighted: %s)", (weighted) => {
    const { plain, ...batch } = randomBatch(loss, weighted);
    const found = ranking({ loss }).lossAndGradients(batch, { runtime });
    const expected = formula(batch.predictions, batch.labels, plain);
    expectAllClose([found.lossSum], [expected], { relative: 2e-6 });
    expectAllClose([found.weightSum], [plain.reduce(add, 0)], { relative: 1e-6 });
    expect(found.loss).toBe(found.lossSum);
    checkGradient({
      f: (point) => formula(point, batch.labels, plain),
      point: Float64Array.from(batch.predictions),
      gradient: found.gradients,
      tolerance: 5e-6,
    });
  });

  it("is divided by the sum of weights as a mean, gradients too", () => {
    const { plain, ...batch } = randomBatch(loss, true);
    const sum = ranking({ loss }).lossAndGradients(batch, { runtime });
    const mean = ranking({ loss, reduction: "mean" }).lossAndGradients(batch, { runtime });
    const total = plain.reduce(add, 0);
    expectAllClose([mean.loss], [sum.loss / total], { relative: 1e-6 });
    expectAllClose(
      mean.gradients,
      sum.gradients.map((g) => g / total),
      { ofLargest: 1e-6 },
    );
    const none = { ...batch, weights: new Float32Array(plain.length) };
    expect(ranking({ loss, reduction: "mean" }).lossAndGradients(none, { runtime }).loss).toBe(0);
  });
});

describe("ranking", () => {
  it("is the squared error unless told otherwise", () => {
    const { loss, gradients } = ranking().lossAndGradients(
      { predictions: Float32Array.of(3, 5), labels: Float32Array.of(4, 3) },
      { runtime },
    );
    expect(loss).toBe(5);
    expect([...gradients]).toEqual([-2, 4]);
  });

  const good = { predictions: new Float32Array(2), labels: new Float32Array(2) };
  it.each<[string, RankingBatch, RankingLossFunction, RegExp]>([
    ["too few labels", { ...good, labels: new Float32Array(1) }, squaredError(), /labels/],
    [
      "a NaN",
      { ...good, predictions: Float32Array.of(0, Number.NaN) },
      huber(),
      /predictions\[1\]/,
    ],
    [
      "an infinite label",
      { ...good, labels: Float32Array.of(Infinity, 0) },
      huber(),
      /labels\[0\]/,
    ],
    [
      "a negative weight",
      { ...good, weights: Float32Array.of(1, -1) },
      huber(),
      /weights\[1\] is -1/,
    ],
    [
      "lists for a loss of rows",
      { ...good, listOffsets: Int32Array.of(0, 2) },
      huber(),
      /leave them out/,
    ],
    ["no lists for a loss of lists", good, listMle(), /say with listOffsets/],
    [
      "lists that end early",
      { ...good, listOffsets: Int32Array.of(0, 1) },
      listMle(),
      /end with the number of rows, 2/,
    ],
    [
      "lists that go back",
      { ...good, listOffsets: Int32Array.of(0, 3, 2) },
      listMle(),
      /listOffsets\[2\] is 2, below/,
    ],
    [
      "weights of rows for lists",
      { ...good, weights: new Float32Array(2), listOffsets: Int32Array.of(0, 2) },
      listMle(),
      /weights/,
    ],
  ])("refuses %s", (_what, batch, loss, message) => {
    expect(() => ranking({ loss }).lossAndGradients(batch, { runtime })).toThrow(message);
  });

  it("refuses settings that cannot work", () => {
    expect(() => huber({ delta: 0 })).toThrow(/huber delta/);
    expect(() => pairwiseHinge({ margin: -1 })).toThrow(/margin/);
    expect(() => approxNdcg({ temperature: Number.NaN })).toThrow(/temperature/);
    expect(() => ranking({ reduction: "max" as never })).toThrow(/reduction/);
  });
});
