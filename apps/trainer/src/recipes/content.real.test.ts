import { readBundle } from "@towerkit/bundle";
import { TwoTower } from "@towerkit/models";
import { dataDir } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { trainedOnRealData } from "../../test/real.js";
import { run } from "../../test/run.js";

const someone = {
  bucketized_user_age: 25,
  user_occupation_label: 17,
  user_gender: true,
  timestamp: 879024327,
};
const films = ["Red Rock West (1992)", "Palookaville (1996)", "Beautiful Thing (1996)"];
const query = ["--query", JSON.stringify(someone)];

async function jsonOf(...argv: readonly string[]) {
  const { exitCode, stdout, stderr } = await run(...argv, "--json", "-");
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: content, after its first epoch", () => {
  const { dir, stdout, report } = trainedOnRealData("content", "--epochs", "1");
  let embedding: number[];
  beforeAll(async () => {
    embedding = (await jsonOf("embed", dir, ...query)).embedding;
  });

  it("ranks on the tutorials' split, for users that are described", async () => {
    const { split, test, baselines } = report();
    expect(split).toMatchObject({ kind: "tutorial", test: 20_000 });
    expect(test.top_k["100"]).toBeGreaterThan(baselines.random.test.top_k["100"]);
    expect((await readBundle(dir)).towers.query.inputs).not.toContain("user_id");
  });

  it("prints five films for a described person, embeddings, and the scores of three films", () => {
    expect(stdout()).toContain(`For ${JSON.stringify(someone)}:`);
    expect(stdout()).toContain(
      `Their embedding: [${embedding.map((x) => x.toFixed(3)).join(", ")}]`,
    );
    expect(stdout()).toMatch(/^That of Red Rock West \(1992\): \[-?\d/m);
    for (const film of films)
      expect(stdout()).toMatch(new RegExp(`^ +-?\\d.* ${film.slice(0, 8)}`, "m"));
  });

  it("scores a film by the dot product of the two embeddings", async () => {
    const { items } = await jsonOf("score", dir, ...query, "--items", ...films);
    for (const { id, score } of items) {
      const film = (await jsonOf("embed", dir, "--item", id)).embedding;
      const product = embedding.reduce((sum, x, d) => sum + x * film[d], 0);
      expect(score).toBeCloseTo(product, 5);
    }
  });

  it("comes back from its bundle with the same embedding and the same ten films", async () => {
    const model = (await TwoTower.load(dir)) as TwoTower<typeof someone>;
    expect([...(await model.embedQueries([someone]))]).toEqual(embedding);
    const recommender = await model.recommender();
    const { items } = await recommender.recommend(someone, { k: 10 });
    expect((await jsonOf("recommend", dir, ...query, "-k", "10")).items).toEqual([...items]);
  });
});
