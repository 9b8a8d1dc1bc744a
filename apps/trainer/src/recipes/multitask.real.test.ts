import { readBundle } from "@towerkit/bundle";
import { MultiTask } from "@towerkit/models";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, type TrainedOnRealData, trainedOnRealData } from "../../test/real.js";
import { run } from "../../test/run.js";

const json = async (...argv: readonly string[]) =>
  JSON.parse((await run(...argv, "--json", "-")).stdout);

/** What is recommended from a bundle, and rated, is the same however one asks. */
function answersFromTheBundle({ dir, report }: TrainedOnRealData, user: string): void {
  it("gives the same films and the same ratings from the bundle, to the bit", async () => {
    const { items } = await json("recommend", dir, "--user", user, "--exclude-seen");
    expect(items).toHaveLength(10);
    const ids = items.map(({ id }: { id: string }) => id);
    const scored = await json("score", dir, "--user", user, "--items", ...ids);
    const model = await MultiTask.load(dir);
    const train = (await (await readBundle(dir)).interactions())?.train;
    const recommender = await model.recommender(train ? { exclude: train } : {});
    const answer = await recommender.recommend({ user_id: user }, { k: 10 });
    expect(answer.items).toEqual(items);
    for (const [i, { id, score, rating }] of items.entries()) {
      expect(scored.items[i]).toEqual({ id, score, rating });
      expect(await model.predictRating({ user_id: user }, id)).toBe(rating);
    }
  }, 60_000);

  it("is evaluated again, ratings included, from the bundle alone", async () => {
    const { test, testSeenExcluded, ratings } = report();
    expect(await json("evaluate", dir)).toMatchObject({ test, testSeenExcluded, ratings });
  }, 60_000);
}

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: multitask", () => {
  const trained = trainedOnRealData("multitask");

  it("retrieves as the design asks, and rates better than guessing the mean", () => {
    const { test, ratings } = trained.report();
    expectBetween(test.top_k["100"], 0.23, 0.25);
    expectBetween(ratings?.rmse ?? Number.NaN, 0.9, 1.02);
    expect(ratings?.rows).toBe(20_000);
    expect(trained.stdout()).toContain("for every test row: RMSE 1.125");
    expect(trained.stdout()).toMatch(/would rate "Star Wars \(1977\)": [34]\.\d\d\.$/m);
  });

  answersFromTheBundle(trained, "7");
});

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: multitask-source", () => {
  const { report } = trainedOnRealData("multitask-source");

  it("remembers more of the train rows and less of what they mean", () => {
    const { test, train, ratings } = report();
    expectBetween(test.top_k["100"], 0.205, 0.22);
    expectBetween(train.top_k["100"], 0.41, 0.43);
    expectBetween(ratings?.rmse ?? Number.NaN, 0.95, 1);
  });
});

describe.skipIf(!dataDir("ml-latest-small"))("real latest-small: multitask-latest-small", () => {
  const trained = trainedOnRealData("multitask-latest-small");

  it("rates by half stars", () => {
    const { test, ratings } = trained.report();
    expectBetween(test.top_k["100"], 0.075, 0.095);
    expectBetween(ratings?.rmse ?? Number.NaN, 0.87, 0.91);
  });

  answersFromTheBundle(trained, "7");
});
