import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRecommender, readBundle } from "@towerkit/bundle";
import { BundleError, tableFromColumns } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import type { SaveOptions } from "./save.js";
import { TwoTower } from "./two-tower.js";

const { train, test, movies } = camps();
const fitted = async () => {
  const model = campModel();
  await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 16,
    epochs: 10,
  });
  return model;
};

describe("TwoTower.save and load", () => {
  it("gives back a model with the same evaluation, to the last digit", async () => {
    const dir = await temporaryFolder();
    const model = await fitted();
    await model.save(dir, { test });
    const loaded = await TwoTower.load(dir);
    expect(await loaded.evaluate(test, { exclude: train })).toEqual(
      await model.evaluate(test, { exclude: train }),
    );
    expect(await loaded.embedCandidates()).toEqual(await model.embedCandidates());
    expect(loaded.trainRows?.array("user_id")).toEqual(train.array("user_id"));
    expect(loaded.task.settings).toEqual(model.task.settings);
  });

  it("gives the same digest for the same seed, whatever the folder", async () => {
    const digests = [];
    for (let run = 0; run < 2; run++) {
      digests.push((await (await fitted()).save(await temporaryFolder(), { test })).digest);
    }
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
  });

  it("serves the same list from the bundle as from memory", async () => {
    const dir = await temporaryFolder();
    const model = await fitted();
    await model.save(dir);
    const [memory, bundle] = [
      await model.recommender({ exclude: train }),
      await loadRecommender(dir),
    ];
    expect(await bundle.recommend({ user_id: "u3" }, { k: 4 })).toEqual(
      await memory.recommend({ user_id: "u3" }, { k: 4 }),
    );
  });

  it("keeps no interaction when told not to", async () => {
    const dir = await temporaryFolder();
    const model = await fitted();
    await model.save(dir, { interactions: "none" });
    expect((await TwoTower.load(dir)).trainRows).toBeUndefined();
    await expect(model.save(dir, { interactions: "none", test })).rejects.toThrow(
      "test rows are kept beside train rows only",
    );
  });

  it("saves a loaded model again as it was", async () => {
    const [first, second] = [await temporaryFolder(), await temporaryFolder()];
    const { digest } = await (await fitted()).save(first);
    const loaded = await TwoTower.load(first);
    expect((await loaded.save(second)).digest).toBe(digest);
    await expect(
      loaded.fit(train, { candidates: movies, optimizer: adagrad(0.1) }),
    ).rejects.toThrow("make a new TwoTower");
  });

  it("keeps labels and times where there are any, or the columns that are named", async () => {
    const rated = tableFromColumns({
      user_id: ["u0", "u1"],
      movie_title: ["film 0", "film 1"],
      user_rating: [4, 5],
      device: ["tv", "phone"],
      weight: [1, 2],
    });
    const model = campModel();
    await model.fit(rated, { candidates: movies, optimizer: adagrad(0.1), weights: "weight" });
    const columnsOf = async (options: SaveOptions) => {
      const dir = await temporaryFolder();
      await model.save(dir, options);
      return (await TwoTower.load(dir)).trainRows?.columnNames();
    };
    const needed = ["movie_title", "user_id", "weight"];
    expect((await columnsOf({}))?.toSorted()).toEqual([...needed, "user_rating"].toSorted());
    expect((await columnsOf({ interactionColumns: ["device"] }))?.toSorted()).toEqual(
      [...needed, "device"].toSorted(),
    );
    await expect(columnsOf({ interactionColumns: ["price"] })).rejects.toThrow(
      'train: there is no column "price"',
    );
  });

  it("keeps the caller's settings beside its own, and refuses to mix them up", async () => {
    const dir = await temporaryFolder();
    const model = await fitted();
    await model.save(dir, { settings: { recipe: "quickstart" } });
    expect((await readBundle(dir)).manifest.settings).toEqual({
      recipe: "quickstart",
      model: "two-tower",
      seed: 42,
      task: {
        kind: "retrieval",
        temperature: 1,
        samplingCorrection: true,
        removeAccidentalHits: false,
        reduction: "sum",
        loss: { kind: "inBatchSoftmax" },
      },
      training: { optimizer: adagrad(0.1).toJSON(), batchSize: 16, epochs: 10, weights: null },
      catalogue: { merged: 0, aliases: [] },
    });
    await expect(model.save(dir, { settings: { seed: 1 } })).rejects.toThrow(
      "settings.seed is what the model says of itself",
    );
  });

  it.each([
    ["model", "ranker", "does not hold a two-tower retrieval model"],
    ["task", { kind: "ranking" }, "does not hold a two-tower retrieval model"],
    ["task", { kind: "retrieval", temperature: "warm" }, 'temperature must be .*"warm"'],
    ["seed", -1, "settings.seed must be a whole number"],
    ["training", null, "settings.training.batchSize must be a whole number"],
    [
      "training",
      { batchSize: 1, epochs: 1, weights: 3 },
      "weights must be a column's name or null",
    ],
    ["training", { batchSize: 1, epochs: 1, weights: null }, "optimizer must have a name"],
    ["catalogue", undefined, "settings.catalogue.aliases must be an array"],
    ["catalogue", { merged: 1, aliases: [["x", "y"]] }, "settings.catalogue.aliases\\[0\\]"],
  ])("refuses a bundle whose settings have the %s %j", async (name, value, message) => {
    const dir = await temporaryFolder();
    await (await fitted()).save(dir);
    const path = join(dir, "manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8"));
    manifest.settings[name] = value;
    await writeFile(path, JSON.stringify(manifest));
    const loading = TwoTower.load(dir);
    await expect(loading).rejects.toThrow(BundleError);
    await expect(loading).rejects.toThrow(new RegExp(message));
    await expect(loading).rejects.toMatchObject({ part: "manifest.json" });
  });

  it.each([[undefined], [[1, "2"]], [[1, -1]], [[1, Number.NaN]]])(
    "refuses a bundle whose candidates have the train counts %j",
    async (counts) => {
      const dir = await temporaryFolder();
      const bundle = await readBundle((await (await fitted()).save(dir)).dir);
      const titles = bundle.candidates.array("movie_title");
      const candidates = tableFromColumns({
        movie_title: titles,
        ...(counts && { train_count: Array.from(titles, (_, i) => counts[i % 2]) }),
      });
      const loading = TwoTower.load({ ...bundle, candidates });
      await expect(loading).rejects.toThrow(BundleError);
      await expect(loading).rejects.toThrow(/train_count/);
      await expect(loading).rejects.toMatchObject({ part: bundle.manifest.parts.candidates.file });
    },
  );
});
