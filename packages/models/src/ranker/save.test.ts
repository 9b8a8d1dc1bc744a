import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRecommender } from "@towerkit/bundle";
import { huber, listMle, logistic, type RankingLossFunction, ranking } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { clickFeatures, clicks } from "../../test/clicks.js";
import { bestCheckpoint } from "../node/best-checkpoint.js";
import { adagrad } from "../optimizers/adagrad.js";
import { TwoTower } from "../two-tower/two-tower.js";
import { Ranker } from "./ranker.js";
import { dcn, dlrm } from "./shapes.js";

const [train, test] = [clicks(), clicks({ rows: 100, seed: 2 })];
const options = () => ({ optimizer: adagrad(0.1), batchSize: 50, epochs: 2 });

async function fitted(layers = dlrm({ bottom: [8], top: [16] }), loss?: RankingLossFunction) {
  const model = new Ranker({
    features: clickFeatures(),
    layers,
    label: loss?.kind === "logistic" ? "click" : "stars",
    task: ranking({ reduction: "mean", ...(loss && { loss }) }),
    group: "list",
    seed: 7,
  });
  await model.fit(train, options());
  return model;
}

describe("a saved Ranker", () => {
  it.each([
    ["huber", huber({ delta: 2 })],
    ["logistic", logistic()],
    ["listMle", listMle()],
  ])("learnt by %s is loaded with the same bits, measures and settings", async (_name, loss) => {
    const model = await fitted(undefined, loss);
    const dir = temporaryFolder();
    const { digest } = await model.save(dir);
    const loaded = await Ranker.load(dir);
    expect(await loaded.predict(test)).toEqual(await model.predict(test));
    expect(await loaded.evaluate(test)).toEqual(await model.evaluate(test));
    expect([loaded.label, loaded.group, loaded.seed]).toEqual([model.label, "list", 7]);
    expect(loaded.task.loss.settings).toEqual(model.task.loss.settings);
    expect((await loaded.save(temporaryFolder())).digest).toBe(digest);
  });

  it("is trained on to the same bits as one that was not saved", async () => {
    const model = await fitted(() => dcn({ layers: 1, deep: [8], structure: "parallel" }));
    const dir = temporaryFolder();
    await model.save(dir);
    const loaded = await Ranker.load(dir);
    await loaded.fitMore(test, options());
    await model.fitMore(test, options());
    expect(await loaded.predict(train)).toEqual(await model.predict(train));
    await expect(loaded.fit(train, options())).rejects.toThrow("comes from a bundle; fitMore");
  });

  it("is kept by callbacks that save", async () => {
    const model = new Ranker({
      features: clickFeatures(),
      layers: dcn({ layers: 1, deep: [8] }),
      label: "stars",
      task: ranking({ reduction: "mean" }),
    });
    const dir = temporaryFolder();
    await model.fit(train, {
      ...options(),
      validation: { table: test },
      callbacks: [bestCheckpoint(dir, { monitor: "validation.rmse" })],
    });
    expect(await (await Ranker.load(dir)).predict(test)).toEqual(await model.predict(test));
  });

  it("keeps what a caller says of it, under names of the caller's own", async () => {
    const model = await fitted();
    const dir = temporaryFolder();
    await model.save(dir, {
      settings: { lesson: 3 },
      metrics: { rmse: 1 },
      dataset: { name: "clicks", synthetic: true },
      split: { kind: "made", train: 400, test: 100, seed: 1 },
    });
    const manifest = JSON.parse(await readFile(join(dir, "manifest.json"), "utf8"));
    expect(manifest.settings).toMatchObject({ lesson: 3, model: "ranker", label: "stars" });
    expect(manifest.dataset.name).toBe("clicks");
    await expect(model.save(dir, { settings: { task: 1 } })).rejects.toThrow("settings.task is");
  });

  it("is not taken for a model of two towers, nor one for it", async () => {
    const [ranked, retrieved] = [temporaryFolder(), temporaryFolder()];
    await (await fitted()).save(ranked);
    await expect(TwoTower.load(ranked)).rejects.toThrow("holds a model of rows");
    await expect(loadRecommender(ranked)).rejects.toThrow("holds a model of rows");
    const { train: rows, movies } = camps();
    const model = campModel();
    await model.fit(rows, { candidates: movies, ...options() });
    await model.save(retrieved);
    await expect(Ranker.load(retrieved)).rejects.toThrow("holds a recommender");
  });

  it("is refused where the manifest says what no model has", async () => {
    const dir = temporaryFolder();
    await (await fitted()).save(dir);
    const path = join(dir, "manifest.json");
    const manifest = await readFile(path, "utf8");
    for (const [from, to, message] of [
      ['"model":"ranker"', '"model":"critic"', "does not hold a ranker"],
      ['"kind":"squaredError"', '"kind":"square"', "task must be a ranking task"],
      ['"label":"stars"', '"label":7', "label must be a column's name"],
      ['"batchSize":50', '"batchSize":0', "settings.training.batchSize"],
    ] as const) {
      expect(manifest).toContain(from);
      await writeFile(path, manifest.replace(from, to));
      await expect(Ranker.load(dir)).rejects.toThrow(message);
    }
  });

  it("is not written with a loss of one's own", async () => {
    const { compute, ...loss } = huber();
    const model = await fitted(undefined, { ...loss, kind: "mine", compute });
    await expect(model.save(temporaryFolder())).rejects.toThrow(
      'the model learnt by the loss "mine", which no reader of a bundle knows',
    );
  });
});
