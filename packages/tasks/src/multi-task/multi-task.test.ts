import { ConfigError, NumericError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { randomBatch } from "../../test/batches.js";
import { logistic } from "../ranking/logistic.js";
import { ranking } from "../ranking/ranking.js";
import { retrieval } from "../retrieval/retrieval.js";
import { multiTask } from "./multi-task.js";
import type { JointTaskOptions } from "./types.js";

const runtime = await createRuntime({ threads: 1 });

const pairs = randomBatch({
  seed: 4,
  queries: 3,
  candidates: 4,
  dim: 2,
  batch: 8,
  weights: "none",
  probabilities: "by row",
  items: "slots",
});
const ratings = {
  predictions: Float32Array.of(1, 3, 5),
  labels: Float32Array.of(2, 3, 4.5),
  weights: Float32Array.of(1, 2, 0.5),
};
const batches = { retrieval: pairs, rating: ratings };
const tasks = () => ({ retrieval: retrieval(), rating: ranking() });

describe("multiTask", () => {
  const alone = {
    retrieval: retrieval().lossAndGradients(pairs, { runtime }),
    rating: ranking().lossAndGradients(ratings, { runtime }),
  };

  it("sums the losses and scales each task's gradients by its weight", () => {
    const task = multiTask(tasks(), { weights: { retrieval: 0.25, rating: 3 } });
    const { loss, tasks: found, weights } = task.lossAndGradients(batches, { runtime });
    expect(loss).toBeCloseTo(0.25 * alone.retrieval.loss + 3 * alone.rating.loss, 10);
    expect(weights).toEqual({ retrieval: 0.25, rating: 3 });
    expect(found.retrieval.loss).toBe(alone.retrieval.loss);
    const scaled = (values: Float32Array, by: number) => values.map((value) => value * by);
    expect(found.retrieval.queryGradients).toEqual(scaled(alone.retrieval.queryGradients, 0.25));
    expect(found.retrieval.candidateGradients).toEqual(
      scaled(alone.retrieval.candidateGradients, 0.25),
    );
    expect(found.rating.gradients).toEqual(scaled(alone.rating.gradients, 3));
  });

  it("weighs all alike by default, and has no parameters", () => {
    const task = multiTask(tasks());
    const { loss, tasks: found, parameterGradients } = task.lossAndGradients(batches, { runtime });
    expect(loss).toBeCloseTo(alone.retrieval.loss + alone.rating.loss, 10);
    expect(found).toEqual(alone);
    expect([task.parameters.length, parameterGradients.length]).toEqual([0, 0]);
  });

  it("leaves a task of weight 0 without gradients, and still tells its loss", () => {
    const task = multiTask(tasks(), { weights: { retrieval: 1, rating: 0 } });
    const { tasks: found } = task.lossAndGradients(batches, { runtime });
    expect(found.rating.loss).toBe(alone.rating.loss);
    expect(found.rating.gradients.every((gradient) => gradient === 0)).toBe(true);
  });
});

describe("multiTask weighed by uncertainty", () => {
  it("is the formula of Kendall, Gal and Cipolla, and has its derivative", () => {
    const both = {
      retrieval: retrieval({ reduction: "mean" }),
      rating: ranking(),
      click: ranking({ loss: logistic() }),
    };
    const given = {
      ...batches,
      click: { predictions: Float32Array.of(0.5, -1), labels: Float32Array.of(1, 0) },
    };
    const task = multiTask(both, { weights: "uncertainty" });
    task.parameters.set([0.5, -0.25, 1.5]);
    const { loss, tasks: found, parameterGradients } = task.lossAndGradients(given, { runtime });
    const [r, p, c] = [found.retrieval.loss, found.rating.loss, found.click.loss];
    const formula = (s: ArrayLike<number>) =>
      Math.exp(-s[0]) * r +
      s[0] / 2 +
      (Math.exp(-s[1]) / 2) * p +
      (3.5 * s[1]) / 2 +
      Math.exp(-s[2]) * c +
      (2 * s[2]) / 2;
    expectAllClose([loss], [formula(task.parameters)], { relative: 1e-12 });
    checkGradient({
      f: formula,
      point: Float64Array.from(task.parameters),
      gradient: parameterGradients,
    });
    const plain = ranking().lossAndGradients(ratings, { runtime }).gradients;
    expectAllClose(
      found.rating.gradients,
      plain.map((gradient) => (gradient * Math.exp(0.25)) / 2),
      { relative: 1e-6 },
    );
  });

  it("learns the variance of what a task cannot explain", () => {
    // Errors of ±2 around the predictions: a variance of 4.
    const task = multiTask({ rating: ranking() }, { weights: "uncertainty" });
    const rating = {
      predictions: new Float32Array(6),
      labels: Float32Array.of(2, -2, 2, -2, 2, -2),
    };
    for (let step = 0; step < 300; step++) {
      const { parameterGradients } = task.lossAndGradients({ rating }, { runtime });
      task.parameters[0] -= 0.1 * parameterGradients[0];
    }
    expectAllClose(task.parameters, [Math.log(4)], { absolute: 1e-5 });
  });

  it("says when a parameter is not finite", () => {
    const task = multiTask(tasks(), { weights: "uncertainty" });
    task.parameters[1] = Number.NaN;
    expect(() => task.lossAndGradients(batches, { runtime })).toThrow(NumericError);
    task.parameters[1] = -3e38;
    expect(() => task.lossAndGradients(batches, { runtime })).toThrow("the loss of all tasks");
  });
});

describe("multiTask refuses", () => {
  it.each([
    [{ retrieval: 1 }, "weights.rating is missing"],
    [{ retrieval: 1, rating: 1, other: 1 }, "weights.other belongs to no task"],
    [{ retrieval: 1, rating: -1 }, "weights.rating must be a finite number from 0, got -1"],
    [{ retrieval: Number.NaN, rating: 1 }, "weights.retrieval must be a finite number from 0"],
    [{ retrieval: 0, rating: 0 }, "every weight is 0"],
    ["equal", 'weights must name the tasks retrieval, rating, got "equal"'],
  ])("weights of %j", (weights, message) => {
    const options = { weights } as unknown as JointTaskOptions<ReturnType<typeof tasks>>;
    expect(() => multiTask(tasks(), options)).toThrow(ConfigError);
    expect(() => multiTask(tasks(), options)).toThrow(message);
  });

  it("no tasks, and batches that are missing or of no task", () => {
    expect(() => multiTask({})).toThrow("tasks is empty");
    const task = multiTask(tasks());
    const given = (wrong: object) => () =>
      task.lossAndGradients(wrong as typeof batches, { runtime });
    expect(given({ retrieval: pairs })).toThrow("batches.rating is missing");
    expect(given({ ...batches, more: ratings })).toThrow("batches.more belongs to no task");
  });
});
