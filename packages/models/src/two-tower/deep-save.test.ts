import { loadRecommender } from "@towerkit/bundle";
import { tableFromColumns } from "@towerkit/core";
import { discretization, normalization, stringLookup, textVectorization } from "@towerkit/features";
import { retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { dense, tower } from "@towerkit/towers";
import { expect, it } from "vitest";
import { adagrad } from "../optimizers/adagrad.js";
import { TwoTower } from "./two-tower.js";

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const titleOf = (item: number) => `${item % 3 ? "Long" : "Short"} Film ${item % 5}, part ${item}`;

const train = tableFromColumns({
  user_id: upTo(120).map((row) => `u${row % 9}`),
  timestamp: upTo(120).map((row) => 880_000_000 + 977 * row),
  movie_title: upTo(120).map((row) => titleOf((row * 7) % 20)),
});
const movies = tableFromColumns({ movie_title: upTo(20).map(titleOf) });

it("towers of numbers, bags and layers recommend from the bundle what they did, to the bit", async () => {
  const model = new TwoTower({
    query: tower(
      {
        user_id: stringLookup().embedding(8),
        bucket: discretization({ boundaries: 10, spacing: "uniform" }).embedding(4, {
          column: "timestamp",
        }),
        time: normalization().numbers({ column: "timestamp" }),
      },
      { layers: [dense(8)] },
    ),
    candidate: tower(
      {
        movie_title: stringLookup().embedding(8),
        words: textVectorization().embedding(4, { column: "movie_title" }).mean(),
      },
      { layers: [dense(8)] },
    ),
    task: retrieval({ samplingCorrection: false }),
    queryKey: "user_id",
    itemKey: "movie_title",
  });
  await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 32,
    epochs: 3,
  });
  const dir = temporaryFolder();
  await model.save(dir);

  const query = { user_id: "u4", timestamp: 880_050_000 };
  const fromMemory = await (await model.recommender()).recommend(query, { k: 10 });
  expect(fromMemory.items).toHaveLength(10);
  expect(
    await (await loadRecommender(dir, { excludeSeen: false })).recommend(query, { k: 10 }),
  ).toEqual(fromMemory);
  const loaded = await TwoTower.load(dir);
  expect(await (await loaded.recommender()).recommend(query, { k: 10 })).toEqual(fromMemory);
  expect(await loaded.evaluate(train)).toEqual(await model.evaluate(train));
});
