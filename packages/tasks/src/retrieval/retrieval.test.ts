import { createRuntime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BatchShape, batchShapes, randomBatch, taskOptions } from "../../test/batches.js";
import { float64Loss } from "../../test/float64-loss.js";
import { plainLoss } from "../../test/plain-softmax.js";
import { retrieval } from "./retrieval.js";
import type { RetrievalBatch, RetrievalOptions } from "./types.js";
import { createWorkspace } from "./workspace.js";

const runtime = await createRuntime();

const taskFor = (options: RetrievalOptions, shape: BatchShape) =>
  retrieval({ ...options, samplingCorrection: shape.probabilities !== "none" });

/** What a gradient of this batch can be made of before its parts cancel. */
function uncancelled(batch: RetrievalBatch, temperature: number): number {
  const weights = Array.from(batch.querySlots, (_, row) => batch.rowWeights?.[row] ?? 1);
  return weights.reduce((sum, weight) => sum + weight, 0) / temperature;
}

describe("retrieval against the plain formula over rows × columns", () => {
  it("agrees to 1e-5 in float32, loss, chance and both gradients", () => {
    fc.assert(
      fc.property(batchShapes, taskOptions, (shape, options) => {
        const batch = randomBatch(shape);
        const task = taskFor(options, shape);
        const expected = plainLoss(batch, task.settings);
        const actual = task.lossAndGradients(batch, { runtime });
        const floor = 1e-6 * uncancelled(batch, task.settings.temperature);
        const scale = expected.lossSum === 0 ? 1 : expected.loss / expected.lossSum;
        expectAllClose([actual.loss], [expected.loss], { relative: 1e-5, absolute: floor * scale });
        expectAllClose([actual.lossSum], [expected.lossSum], { relative: 1e-5, absolute: floor });
        expectAllClose([actual.weightSum], [expected.weightSum], { relative: 1e-12 });
        expectAllClose([actual.chanceSum], [expected.chanceSum], {
          relative: 1e-12,
          absolute: 1e-12 * expected.weightSum,
        });
        const closeness = { ofLargest: 1e-5, absolute: floor * Math.min(1, scale) };
        expectAllClose(actual.queryGradients, expected.queryGradients, closeness);
        expectAllClose(actual.candidateGradients, expected.candidateGradients, closeness);
      }),
      { numRuns: 300 },
    );
  });

  it("agrees to 1e-12 in float64, from the same preparation", () => {
    const workspace = createWorkspace();
    fc.assert(
      fc.property(batchShapes, taskOptions, (shape, options) => {
        const batch = randomBatch(shape);
        const { settings } = taskFor(options, shape);
        const expected = plainLoss(batch, settings);
        const actual = float64Loss(batch, settings, workspace);
        const floor = 1e-14 * uncancelled(batch, settings.temperature);
        const closeness = { ofLargest: 1e-12, absolute: floor };
        expectAllClose([actual.loss], [expected.loss], closeness);
        expectAllClose([actual.lossSum], [expected.lossSum], closeness);
        expectAllClose(actual.queryGradients, expected.queryGradients, closeness);
        expectAllClose(actual.candidateGradients, expected.candidateGradients, closeness);
      }),
      { numRuns: 300 },
    );
  });

  it.each([false, true])(
    "agrees on a batch of 700 rows with nothing allowed for cancellation (accidental hits removed: %s)",
    (removeAccidentalHits) => {
      const batch = randomBatch({
        seed: 3,
        queries: 90,
        candidates: 120,
        dim: 16,
        batch: 700,
        weights: "all positive",
        probabilities: "by candidate",
        items: 80,
      });
      const task = retrieval({ temperature: 0.2, removeAccidentalHits });
      const expected = plainLoss(batch, task.settings);
      const actual = task.lossAndGradients(batch, { runtime });
      expectAllClose([actual.loss], [expected.loss], { relative: 1e-5 });
      expectAllClose(actual.queryGradients, expected.queryGradients, { ofLargest: 1e-5 });
      expectAllClose(actual.candidateGradients, expected.candidateGradients, { ofLargest: 1e-5 });
    },
  );

  it("has the gradients that central differences of its loss measure", () => {
    const batch = randomBatch({
      seed: 9,
      queries: 4,
      candidates: 5,
      dim: 3,
      batch: 16,
      weights: "some zero",
      probabilities: "by row",
      items: 3,
    });
    for (const removeAccidentalHits of [false, true]) {
      const { settings } = retrieval({ temperature: 0.5, removeAccidentalHits, reduction: "mean" });
      const { queryGradients, candidateGradients } = float64Loss(batch, settings);
      checkGradient({
        f: (queries) => float64Loss({ ...batch, queries }, settings).loss,
        point: Float64Array.from(batch.queries),
        gradient: queryGradients,
      });
      checkGradient({
        f: (candidates) => float64Loss({ ...batch, candidates }, settings).loss,
        point: Float64Array.from(batch.candidates),
        gradient: candidateGradients,
      });
    }
  });
});

describe("the loss of a retrieval task", () => {
  const shape: BatchShape = {
    seed: 5,
    queries: 6,
    candidates: 9,
    dim: 4,
    batch: 40,
    weights: "all positive",
    probabilities: "by candidate",
    items: 4,
  };

  it.each([
    [{}],
    [{ samplingCorrection: false }],
    [{ removeAccidentalHits: true }],
    [{ samplingCorrection: false, removeAccidentalHits: true, reduction: "mean" }],
  ] as const)("is chance where all scores are equal: %j", (options) => {
    const { samplingProbability, ...plain } = randomBatch(shape);
    const task = retrieval(options);
    const batch = {
      ...plain,
      ...(task.settings.samplingCorrection && samplingProbability && { samplingProbability }),
      queries: new Float32Array(plain.queries.length),
    };
    const { lossSum, chanceSum } = task.lossAndGradients(batch, { runtime });
    expectAllClose([lossSum], [chanceSum], { relative: 1e-6 });
  });

  it("is about log(batch) by chance without the correction", () => {
    const { samplingProbability: _, rowWeights: __, ...batch } = randomBatch(shape);
    const { chanceSum, weightSum } = retrieval({ samplingCorrection: false }).lossAndGradients(
      batch,
      { runtime },
    );
    expectAllClose([chanceSum / weightSum], [Math.log(40)], { relative: 1e-12 });
  });

  it("is the same whatever the task worked on before", () => {
    const task = retrieval({ removeAccidentalHits: true });
    const batch = randomBatch(shape);
    const fresh = task.lossAndGradients(batch, { runtime });
    task.lossAndGradients(randomBatch({ ...shape, seed: 6, batch: 90, candidates: 30, items: 7 }), {
      runtime,
    });
    expect(task.lossAndGradients(batch, { runtime })).toEqual(fresh);
  });

  it("leaves the gradient of an embedding that no row uses at zero", () => {
    const batch = randomBatch({ ...shape, queries: 3, candidates: 3 });
    const unused = Float32Array.of(80, 80, 80, 80);
    const padded = {
      ...batch,
      queries: Float32Array.of(...batch.queries, ...unused),
      candidates: Float32Array.of(...batch.candidates, ...unused),
      itemIds: Int32Array.of(...(batch.itemIds ?? []), 0),
    };
    for (const removeAccidentalHits of [false, true]) {
      const task = retrieval({ removeAccidentalHits });
      const expected = task.lossAndGradients(batch, { runtime });
      const actual = task.lossAndGradients(padded, { runtime });
      expect(actual.loss).toBe(expected.loss);
      expect(Array.from(actual.queryGradients.slice(-4))).toEqual([0, 0, 0, 0]);
      expect(Array.from(actual.candidateGradients.slice(-4))).toEqual([0, 0, 0, 0]);
    }
  });

  it("writes into the gradients it is given", () => {
    const batch = randomBatch(shape);
    const queryGradients = new Float32Array(batch.queries.length).fill(7);
    const candidateGradients = new Float32Array(batch.candidates.length).fill(7);
    const task = retrieval();
    const given = task.lossAndGradients(batch, { runtime, queryGradients, candidateGradients });
    expect(given.queryGradients).toBe(queryGradients);
    expect(given.candidateGradients).toBe(candidateGradients);
    expect(given).toEqual(task.lossAndGradients(batch, { runtime }));
  });

  it("is 0 with no gradient where every weight is 0", () => {
    const batch = { ...randomBatch(shape), rowWeights: new Float32Array(40) };
    for (const reduction of ["sum", "mean"] as const) {
      const result = retrieval({ reduction }).lossAndGradients(batch, { runtime });
      expect(result).toMatchObject({ loss: 0, lossSum: 0, weightSum: 0, chanceSum: 0 });
      expect(result.queryGradients.every((g) => g === 0)).toBe(true);
      expect(result.candidateGradients.every((g) => g === 0)).toBe(true);
    }
  });
});
