import { loadRecommender, readBundle, writeBundle } from "@towerkit/bundle";
import { huber, type RankingLossFunction, ranking } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { fitOptions, fitted, rating, testRated, trainRated } from "../../test/rated-camps.js";
import { MultiTask } from "./multi-task.js";

const { train } = camps();

describe("MultiTask.save and load", () => {
  it("give the same lists, ratings and figures, to the bit", async () => {
    const { model } = await fitted();
    const dir = temporaryFolder();
    const { digest } = await model.save(dir, { test: testRated });
    const loaded = await MultiTask.load(dir);
    expect(await loaded.evaluate(testRated)).toEqual(await model.evaluate(testRated));
    expect(await loaded.predict(testRated)).toEqual(await model.predict(testRated));
    const query = { user_id: "u3" };
    const [memory, bundle] = [
      await model.recommender({ exclude: trainRated }),
      await loadRecommender(dir),
    ];
    const list = await bundle.recommend(query, { k: 5 });
    expect(list).toEqual(await memory.recommend(query, { k: 5 }));
    for (const { id, rating: shown } of list.items) {
      expect(await loaded.predictRating(query, id)).toBe(shown);
      expect(await bundle.predictRatings(query, [id])).toEqual(Float32Array.of(shown as number));
    }
    expect(Array.from(loaded.trainRows?.array("user_rating") ?? [])).toEqual(
      Array.from(trainRated.array("user_rating")),
    );
    expect((await loaded.save(temporaryFolder(), { test: testRated })).digest).toBe(digest);
  });

  it("keep huber's delta", async () => {
    const task = ranking({ loss: huber({ delta: 0.5 }) });
    const { model } = await fitted({ heads: { rating: { ...rating, task } } });
    const dir = temporaryFolder();
    await model.save(dir);
    expect((await readBundle(dir)).manifest.settings["heads"]).toEqual({
      rating: {
        label: "user_rating",
        task: { kind: "ranking", reduction: "sum", loss: { kind: "huber", delta: 0.5 } },
      },
    });
  });

  it("refuse a loss that no reader knows, and bundles of other models", async () => {
    const own: RankingLossFunction = { ...huber(), kind: "own" };
    const { model } = await fitted({
      heads: { rating: { ...rating, task: ranking({ loss: own }) } },
    });
    await expect(model.save(temporaryFolder())).rejects.toThrow('the loss "own"');
    const alone = campModel();
    await alone.fit(train, { ...fitOptions, epochs: 1 });
    const dir = temporaryFolder();
    await alone.save(dir);
    await expect(MultiTask.load(dir)).rejects.toThrow("does not hold a multi-task");
  });

  it.each([
    ["heads", {}, "settings.heads.rating must have a label and a known loss"],
    ["weights", { retrieval: -1, rating: 1 }, "weights.retrieval must be"],
    ["logVariances", ["a"], "settings.logVariances must have a number for"],
  ])("refuse settings whose %s are damaged", async (name, value, message) => {
    const { model } = await fitted();
    const dir = temporaryFolder();
    await model.save(dir);
    const bundle = await readBundle(dir);
    const { manifest } = bundle;
    const changed = await writeBundle(temporaryFolder(), {
      ...manifest,
      towers: bundle.towers,
      heads: bundle.heads,
      candidates: bundle.candidates,
      settings: { ...manifest.settings, [name]: value },
    });
    await expect(MultiTask.load(changed.dir)).rejects.toThrow(message);
  });
});
