import { tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { campModel, camps, ratings } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";

const { train, test, movies } = camps();
const training = { candidates: movies, batchSize: 16, epochs: 30 };
const fitted = async () => {
  const model = campModel();
  await model.fit(train, { ...training, optimizer: adagrad(0.1) });
  return { model };
};

describe("TwoTower.evaluate", () => {
  it("counts unknown users and items, and takes an unknown item as a miss", async () => {
    const { model } = await fitted();
    const rows = ratings([
      { user_id: "nobody", movie_title: "film 0" },
      { user_id: "u0", movie_title: "nowhere" },
    ]);
    const evaluation = await model.evaluate(rows);
    expect(evaluation.counts).toEqual({
      outOfVocabulary: 1,
      mergedCandidates: 0,
      positivesSeen: 0,
      unknownItems: 1,
    });
    expect(evaluation.top_k["100"]).toBe(0.5);
  });

  it("ranks a row's own item even where it is excluded, and says so", async () => {
    const { model } = await fitted();
    const evaluation = await model.evaluate(train, { exclude: train });
    expect(evaluation.counts.positivesSeen).toBe(train.numRows());
    expect(evaluation.top_k["1"]).toBeGreaterThan(0.9);
  });

  it("measures what else is asked for, items by their embeddings, merged keys as one item", async () => {
    const doubled = tableFromColumns({
      movie_title: [...(movies.array("movie_title") as string[]), "film 0"],
    });
    const model = campModel();
    await model.fit(train, { ...training, candidates: doubled, optimizer: adagrad(0.1) });
    const evaluation = await model.evaluate(test, {
      exclude: train,
      metrics: ["top_k", "auc", "diversity", "novelty"],
      cutoffs: [1, 5],
      train,
      bySeen: true,
      intervals: { resamples: 50 },
    });
    const plain = await model.evaluate(test, { exclude: train });
    expect(evaluation.top_k).toEqual({ "1": plain.top_k["1"], "5": plain.top_k["5"] });
    expect(evaluation.auc).toBeGreaterThan(0.9);
    const data = await model.embedCandidates();
    const rows = model.candidateIds.length;
    const given = await model.evaluate(test, {
      exclude: train,
      metrics: ["diversity"],
      cutoffs: [1, 5],
      itemVectors: { rows, dim: data.length / rows, data },
    });
    expect(evaluation.diversity).toEqual(given.diversity);
    expect(evaluation.diversity["5"]).toBeGreaterThan(0);
    expect(evaluation.bySeen?.seenUsers.rows).toBe(test.numRows());
    expect(evaluation.bySeen?.unseenItems).toEqual({ rows: 0 });
    expect(evaluation.intervals?.top_k["1"].high).toBe(1);
    expect(Object.keys(plain)).toEqual(["top_k", "recall", "ndcg", "mrr", "counts"]);
  });

  it("gives the same figures as the metrics of its own recommendations", async () => {
    const { model } = await fitted();
    const { top_k } = await model.evaluate(test);
    const recommender = await model.recommender();
    let hits = 0;
    for (let row = 0; row < test.numRows(); row++) {
      const { items } = await recommender.recommend(
        { user_id: test.get("user_id", row) as string },
        { k: 5 },
      );
      if (items.some(({ id }) => id === test.get("movie_title", row))) hits++;
    }
    expect(top_k["5"]).toBe(hits / test.numRows());
  });
});
