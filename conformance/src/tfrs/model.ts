import { createGenerator, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { expect } from "vitest";
import { type Claims, claim } from "../cases.js";
import { runtimeForTests } from "./embeddings.js";

export const modelClaims: Claims = {
  "model/retrieval": claim(async () => {
    const runtime = await runtimeForTests();
    const random = createGenerator(1, "model");
    const drawn = (prefix: string, bound: number) =>
      Array.from({ length: 40 }, () => `${prefix}${random.below(bound)}`);
    const ratings = tableFromColumns({ user_id: drawn("u", 8), movie_title: drawn("m", 9) });
    const movies = tableFromColumns({
      movie_title: Array.from({ length: 9 }, (_, movie) => `m${movie}`),
    });
    const model = new TwoTower({
      query: tower({ user_id: stringLookup().embedding(4) }),
      candidate: tower({ movie_title: stringLookup().embedding(4) }),
      task: retrieval(),
    });
    const history = await model.fit(ratings, {
      candidates: movies,
      optimizer: adagrad(0.1),
      batchSize: 16,
      epochs: 20,
      runtime,
    });
    const evaluation = await model.evaluate(ratings, { runtime });
    expect(Object.keys(evaluation.top_k)).toContain("5");
    expect(evaluation.top_k["5"]).toBeGreaterThan(5 / 9);
    const losses = history.epochs.map((epoch) => epoch.loss);
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
  }, "the loss stands in fit's history, as a mean over the epoch and not the last batch's"),
};
