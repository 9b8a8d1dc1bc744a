import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { temporaryFolder } from "@towerkit/test-utils";
import { dense, fitTower, tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import {
  loadRecommender,
  type ModelContents,
  readBundle,
  readModel,
  writeModel,
} from "../src/index.js";

const clicks = tableFromColumns({ user_id: ["1", "2", "1"] });
const spec = tower({ user_id: stringLookup().embedding(4) }, { layers: [dense(1)] });
const contents = (seed = 1): ModelContents => ({
  towers: { ranker: fitTower(spec, clicks, { seed, name: "ranker" }) },
  settings: { model: "ranker" },
  dataset: { name: "toy", synthetic: true },
  split: { kind: "none", train: 3, test: 0, seed: null },
});

describe("a bundle of a model of rows", () => {
  it("is read as it was written, and one content has one digest", async () => {
    const [dir, again] = [temporaryFolder(), temporaryFolder()];
    const written = contents();
    const { digest } = await writeModel(dir, written);
    expect((await writeModel(again, contents())).digest).toBe(digest);
    const read = await readModel(dir);
    expect(read.digest).toBe(digest);
    expect(read.manifest.settings).toEqual({ model: "ranker" });
    expect(Object.keys(read.towers)).toEqual(["ranker"]);
    expect(read.towers["ranker"]?.weights()).toEqual(written.towers["ranker"]?.weights());
    expect(read.towers["ranker"]?.topology()).toEqual(written.towers["ranker"]?.topology());
  });

  it("is replaced by another, whose parts alone stay for good", async () => {
    const dir = temporaryFolder();
    for (const seed of [1, 2, 3]) await writeModel(dir, contents(seed));
    const weights = (await readdir(dir)).filter((file) => file.startsWith("weights"));
    expect(weights).toHaveLength(2);
    const expected = contents(3).towers["ranker"]?.weights();
    expect((await readModel(dir)).towers["ranker"]?.weights()).toEqual(expected);
  });

  it("recommends nothing, and says so", async () => {
    const dir = temporaryFolder();
    await writeModel(dir, contents());
    await expect(readBundle(dir)).rejects.toThrow("holds a model of rows");
    await expect(loadRecommender(dir)).rejects.toThrow("such as Ranker");
  });

  it("is not read where a file is damaged or a field is wrong", async () => {
    const dir = temporaryFolder();
    await writeModel(dir, contents());
    const path = join(dir, "manifest.json");
    const manifest = await readFile(path, "utf8");
    await writeFile(path, manifest.replace('"kind": "model"', '"kind": "models"'));
    await expect(readModel(dir)).rejects.toThrow("the bundle holds a recommender");
    await writeFile(path, manifest.replace(/"towers": .*/, '"towers": {"ranker": 7},'));
    await expect(readModel(dir)).rejects.toThrow("towers.ranker must be an object");
    await writeFile(path, manifest);
    const [file] = (await readdir(dir)).filter((name) => name.startsWith("weights"));
    await writeFile(join(dir, file as string), "short");
    await expect(readModel(dir)).rejects.toThrow("cut short");
  });

  it("is not written without a tower, or under a name that leads elsewhere", async () => {
    const dir = temporaryFolder();
    await expect(writeModel(dir, { ...contents(), towers: {} })).rejects.toThrow("towers is empty");
    const { ranker } = contents().towers;
    await expect(
      writeModel(dir, { ...contents(), towers: { "a/b": ranker as never } }),
    ).rejects.toThrow("without a slash");
  });
});
