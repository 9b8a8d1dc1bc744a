import { logistic, ranking } from "@towerkit/tasks";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claim, type Claims, claim, readCases } from "../cases.js";
import { type Rows, runtimeForTests } from "./embeddings.js";

interface Given {
  readonly predictions: Rows;
  readonly labels: Rows;
  readonly sample_weight?: readonly number[];
}

interface Expected {
  readonly loss: number;
  readonly metrics: {
    readonly accuracy: number;
    readonly label_mean: number;
    readonly prediction_mean: number;
    readonly loss_mean: number;
  };
}

/** The logit of a probability that Keras has clipped to 1e-7 from 0 and from 1. */
const logitOf = (probability: number) => {
  const clipped = Math.min(Math.max(probability, 1e-7), 1 - 1e-7);
  return Math.log(clipped / (1 - clipped));
};

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

async function check(given: Given, expected: Expected, tolerance: number): Promise<void> {
  const { loss } = ranking({ loss: logistic(), reduction: "mean" }).lossAndGradients(
    {
      predictions: Float32Array.from(given.predictions.flat(), logitOf),
      labels: Float32Array.from(given.labels.flat()),
      ...(given.sample_weight && { weights: Float32Array.from(given.sample_weight) }),
    },
    { runtime: await runtimeForTests() },
  );
  expectAllClose([loss], [expected.loss], { absolute: tolerance });
  const [predictions, labels] = [given.predictions.flat(), given.labels.flat()];
  expect({
    accuracy: mean(predictions.map((value, i) => (value > 0.5 === (labels[i] === 1) ? 1 : 0))),
    label_mean: mean(labels),
    prediction_mean: mean(predictions),
  }).toEqual({
    accuracy: expected.metrics.accuracy,
    label_mean: expected.metrics.label_mean,
    prediction_mean: expected.metrics.prediction_mean,
  });
  expectAllClose([loss], [expected.metrics.loss_mean], { absolute: tolerance });
}

const LOGITS = "the task takes logits, which lose no digits; means are the caller's to take";

const sameLoss: Claim = claim<Given, Expected>(check, LOGITS);

export const rankingClaims: Claims = {
  "ranking/binary-cross-entropy": sameLoss,
  "ranking/binary-cross-entropy/weighted": sameLoss,
  "ranking/graph-mode": claim<{ same_as: string }>(async ({ same_as }) => {
    const original = readCases("tfrs").find((one) => one.id === same_as);
    await check(original?.given as Given, original?.expect as Expected, 1e-6);
  }, "there is one mode only"),
};
