import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BundleError, ConfigError, NumericError } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { denseStack, Network } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { loadRecommender, readBundle, writeBundle } from "../src/index.js";
import { toyContents } from "./toy-contents.js";

const ratingHead = () =>
  new Network({ layers: denseStack([6, 1]), inputWidth: 8, name: "rating", seed: 7 });

const saved = async (heads = { rating: ratingHead() }) =>
  (await writeBundle(temporaryFolder(), { ...toyContents(), heads })).dir;

describe("a bundle with heads", () => {
  it("gives them back, to the bit", async () => {
    const head = ratingHead();
    const { heads } = await readBundle(await saved({ rating: head }));
    expect(Object.keys(heads)).toEqual(["rating"]);
    expect(heads["rating"]?.topology()).toEqual(head.topology());
    expect(heads["rating"]?.weights()).toEqual(head.weights());
  });

  it("says what each recommended item would be rated, unless nothing about the query is known", async () => {
    const recommender = await loadRecommender(await saved(), { excludeSeen: false });
    const { items } = await recommender.recommend({ user_id: "1" }, { k: 3 });
    const ratings = await recommender.predictRatings(
      { user_id: "1" },
      items.map(({ id }) => id),
    );
    expect(items.map(({ rating }) => rating)).toEqual(Array.from(ratings));
    const stranger = await recommender.recommend({ user_id: "nobody" }, { k: 3 });
    expect(stranger.items.every((item) => !("rating" in item))).toBe(true);
    await expect(
      recommender.predictRatings({ user_id: "nobody" }, ["Heat"], { strict: true }),
    ).rejects.toThrow("Nothing about the query is known");
  });

  it("predicts no ratings without a head of that name", async () => {
    for (const heads of [undefined, { click: ratingHead() }]) {
      const contents = { ...toyContents(), ...(heads && { heads }) };
      const { dir } = await writeBundle(temporaryFolder(), contents);
      const recommender = await loadRecommender(dir);
      const { items } = await recommender.recommend({ user_id: "1" }, { k: 1 });
      expect(items[0]).not.toHaveProperty("rating");
      await expect(recommender.predictRatings({ user_id: "1" }, ["Heat"])).rejects.toThrow(
        "this model predicts no ratings",
      );
    }
  });

  it("is not written where a head does not fit or has lost its numbers", async () => {
    const wide = new Network({ layers: denseStack([1]), inputWidth: 9, name: "rating", seed: 7 });
    await expect(saved({ rating: wide })).rejects.toThrow(
      new ConfigError('the head "rating" must take 8 numbers, both towers\' outputs; it takes 9.'),
    );
    const lost = ratingHead();
    (lost.parameters[0] as (typeof lost.parameters)[0]).data[0] = Number.NaN;
    await expect(saved({ rating: lost })).rejects.toThrow(NumericError);
  });

  it.each([
    ['"inputWidth":8', '"inputWidth":6', "an inputWidth of 8"],
    ['"units":6', '"units":5', 'weights must hold "layers/1-dense/kernel"'],
    [
      '"layers":[{"kind":"dense","units":6',
      '"layers":[{"kind":"eval","units":6',
      "must be a layer",
    ],
    ['"heads": {"rating":{', '"heads": {"rating":[],"other":{', "heads.rating must be an object"],
    ['"heads": {"rating":{', '"heads": {"other":{', 'weights must hold "layers/1-dense/kernel"'],
  ])("blames a damaged manifest: %s", async (found, instead, message) => {
    const dir = await saved();
    const file = join(dir, "manifest.json");
    const manifest = await readFile(file, "utf8");
    const damaged = manifest.replace(found, instead);
    expect(damaged).not.toBe(manifest);
    await writeFile(file, damaged);
    await expect(readBundle(dir)).rejects.toThrow(message);
    await expect(readBundle(dir)).rejects.toThrow(BundleError);
  });
});
