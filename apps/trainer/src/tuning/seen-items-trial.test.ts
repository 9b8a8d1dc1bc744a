import { randomSplit, synthetic, type Table } from "@towerkit/datasets";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { seenItemsModel, seenItemsTraining } from "../recipes/seen-items-model.js";
import { hasPassedItsBest, runSeenItemsTrial } from "./seen-items-trial.js";

const measuresOf = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([top100, top100Unseen], i) => ({ epochs: i + 1, top100, top100Unseen }));

describe("a trial of the model of seen items", () => {
  it("has passed its best when neither ranking was at it in the last two measures", () => {
    expect(hasPassedItsBest(measuresOf([]))).toBe(false);
    expect(
      hasPassedItsBest(
        measuresOf([
          [0.3, 0.5],
          [0.2, 0.4],
        ]),
      ),
    ).toBe(false);
    expect(
      hasPassedItsBest(
        measuresOf([
          [0.3, 0.5],
          [0.2, 0.4],
          [0.2, 0.4],
        ]),
      ),
    ).toBe(true);
    expect(
      hasPassedItsBest(
        measuresOf([
          [0.3, 0.5],
          [0.2, 0.6],
          [0.2, 0.4],
        ]),
      ),
    ).toBe(false);
    expect(
      hasPassedItsBest(
        measuresOf([
          [0.3, 0.5],
          [0.3, 0.4],
          [0.2, 0.4],
        ]),
      ),
    ).toBe(false);
  });

  const settings = {
    width: 4,
    hidden: 0.5,
    seenL2: 0.01,
    candidateL2: 0.01,
    learningRate: 0.05,
    batchSize: 1024,
  };
  it.each([
    ["rows", settings, [1, 3]],
    [
      "users",
      {
        ...settings,
        ...{ batchSize: 100, wholeUsers: true, learningRateFalls: true },
        ...{ shownAsNegatives: false, dropout: 0.2, temperature: 0.5 },
      },
      [3],
    ],
  ])("with batches of %s measures what an undisturbed training comes to", async (_, of, epochs) => {
    const runtime = await createRuntime({ threads: 1 });
    const { ratings, movies } = synthetic();
    const few = randomSplit(ratings, { test: 4000, seed: 1 }).test;
    const { train, test: validation } = randomSplit(few as Table, { test: 400, seed: 1 });
    const data = { digest: "", train, validation, candidates: movies } as never;
    const how = { epochs, itemKey: "movie_title", seed: 7, runtime };
    const measures = await runSeenItemsTrial(data, of, how);
    const model = seenItemsModel(of, { itemKey: "movie_title", seed: 7 });
    const training = seenItemsTraining(of);
    await model.fit(train as never, { candidates: movies, ...training, epochs: 3, runtime });
    const all = await model.evaluate(validation, { runtime });
    const unseen = await model.evaluate(validation, { exclude: train, runtime });
    expect(measures.map(({ epochs: after }) => after)).toEqual(epochs);
    expect(measures.at(-1)).toEqual({
      epochs: 3,
      top100: all.top_k[100],
      top100Unseen: unseen.top_k[100],
    });
  });
});
