import { loadRecommender, readBundle } from "@towerkit/bundle";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: quickstart", () => {
  const { dir, report } = trainedOnRealData("quickstart");

  it("ranks 39 of 100 test films among the first 100, and 60 with seen ones left out", () => {
    const { test, testSeenExcluded, split } = report();
    expect(split).toEqual({ kind: "random", train: 80_000, test: 20_000, seed: 42 });
    expectBetween(test.top_k["100"], 0.385, 0.41);
    expectBetween(testSeenExcluded.top_k["100"], 0.595, 0.62);
  });

  it("stands above popularity, and popularity above chance", () => {
    const { popularity, random } = report().baselines;
    expectBetween(popularity.test.top_k["100"], 0.291, 0.303);
    expectBetween(random.test.top_k["100"], 0.055, 0.065);
  });

  it("recommends to none of the 943 users a film that they rated in training", async () => {
    const interactions = await (await readBundle(dir)).interactions();
    const seen = new Set<string>();
    const users = new Set<string>();
    const train = interactions?.train;
    for (let row = 0; row < (train?.numRows() ?? 0); row++) {
      const user = String(train?.get("user_id", row));
      users.add(user);
      seen.add(`${user} ${train?.get("movie_title", row)}`);
    }
    expect(users.size).toBe(943);
    const queries = [...users].map((user) => ({ user_id: user }));
    const recommender = await loadRecommender(dir, { excludeSeen: true });
    const answers = await recommender.recommendMany(queries, { k: 2_000, excludeSeen: true });
    const repeats = answers.flatMap(({ items }, i) =>
      items.filter(({ title }) => seen.has(`${queries[i]?.user_id} ${title}`)),
    );
    expect(repeats).toEqual([]);
  }, 60_000);
});
