import { movielens, tutorialSplit } from "@towerkit/datasets";
import { evaluateScorer } from "@towerkit/tasks";
import { dataDir } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { ease, implicitAls, itemKnn, popularity, random } from "./index.js";

const itemKey = "movie_title";

async function load() {
  const { ratings, movies } = await movielens("100k", { dataDir: dataDir() as string });
  const candidateIds = [...new Set(Array.from(movies.array(itemKey) as ArrayLike<string>))];
  return { ...tutorialSplit(ratings), candidateIds };
}

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: baselines on the tutorials' split", () => {
  let data: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    data = await load();
  });

  it("has 80,000 and 20,000 rows and 1,664 distinct titles", () => {
    expect([data.train.numRows(), data.test.numRows(), data.candidateIds.length]).toEqual([
      80_000, 20_000, 1664,
    ]);
  });

  it("popularity has top-100 .2989, and .4096 with seen items excluded", async () => {
    const { train, test } = data;
    // With seen items excluded, the last digit depends on the order in which films of equal counts
    // stand: .4096 with titles sorted, .4094 in the file's order, .4113 where ties favour the positive.
    for (const [candidateIds, ties, seenExcluded] of [
      [data.candidateIds.toSorted(), "index", 0.4096],
      [data.candidateIds, "index", 0.4094],
      [data.candidateIds, "optimistic", 0.4113],
    ] as const) {
      const scorer = popularity({ train, candidateIds, itemKey });
      const options = { candidateIds, itemKey, ties };
      const all = await evaluateScorer(scorer, test, options);
      const unseen = await evaluateScorer(scorer, test, { ...options, exclude: train });
      expect(all.metrics.top_k["100"]).toBe(0.2989);
      expect(unseen.metrics.top_k["100"]).toBe(seenExcluded);
    }
  });

  it("random has top-100 .060, chance being 100 / 1664", async () => {
    const { test, candidateIds } = data;
    for (const seed of [42, 43, 44]) {
      const scorer = random({ candidateIds, seed });
      const { metrics } = await evaluateScorer(scorer, test, { candidateIds, itemKey });
      // 943 independent orders over 20,000 rows: two standard errors are about .004.
      expect(Math.abs(metrics.top_k["100"] - 100 / 1664)).toBeLessThan(0.005);
    }
  });

  it.each([
    ["itemKnn", { neighbours: 100, shrinkage: 50 }, [0.385, 0.405], [0.56, 0.585]],
    ["ease", { regularization: 400 }, [0.29, 0.315], [0.615, 0.635]],
    [
      "implicitAls",
      { dim: 24, epochs: 12, unobservedWeight: 0.15, regularization: 0.024 },
      [0.41, 0.425],
      [0.625, 0.645],
    ],
  ] as const)(
    "%s with %o is in its range",
    async (name, settings, all, unseen) => {
      const { train, test, candidateIds } = data;
      const options = { train, candidateIds, itemKey, ...settings };
      const scorer = await { itemKnn, ease, implicitAls }[name](options);
      const ranked = await evaluateScorer(scorer, test, { candidateIds, itemKey });
      const rankedUnseen = await evaluateScorer(scorer, test, {
        candidateIds,
        itemKey,
        exclude: train,
      });
      for (const [found, [least, most]] of [
        [ranked.metrics.top_k["100"], all],
        [rankedUnseen.metrics.top_k["100"], unseen],
      ] as const) {
        expect(found).toBeGreaterThan(least);
        expect(found).toBeLessThan(most);
      }
    },
    60_000,
  );
});
