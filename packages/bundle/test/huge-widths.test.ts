import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BundleError, encodeSafetensors, tableFromColumns } from "@towerkit/core";
import { multiHot } from "@towerkit/features";
import { exactIndex } from "@towerkit/retrieval";
import { temporaryFolder } from "@towerkit/test-utils";
import { fitTower, tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { loadRecommender, readBundle, writeBundle } from "../src/index.js";
import { allocationsOf } from "./allocations.js";

const candidates = tableFromColumns({
  movie_title: ["Heat", "Fargo", "Alien"],
  movie_genres: [[0], [1, 2], []],
});

/** Towers without a single weight: a row is as wide as the manifest says that it is. */
async function saved(): Promise<string> {
  const dir = temporaryFolder();
  const genres = tower({ movie_genres: multiHot({ size: 3 }).numbers() });
  const index = exactIndex({ dim: 3 });
  await index.add(["Heat", "Fargo", "Alien"], Float32Array.of(1, 0, 0, 0, 1, 1, 0, 0, 0));
  await writeBundle(dir, {
    towers: {
      query: fitTower(genres, candidates, { seed: 1, name: "query" }),
      candidate: fitTower(genres, candidates, { seed: 1, name: "candidate" }),
    },
    settings: {},
    dataset: { name: "toy", synthetic: true },
    split: { kind: "none", train: 0, test: 0, seed: null },
    itemKey: "movie_title",
    queryKey: null,
    candidates,
    index,
  });
  return dir;
}

/** Puts other bytes in the index's place, digest and all, as a stranger would. */
function replaceIndex(dir: string, bytes: Uint8Array): void {
  const manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8"));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const file = manifest.parts.index.file.replace(/[0-9a-f]{16}/, sha256.slice(0, 16));
  writeFileSync(join(dir, file), bytes);
  manifest.parts.index = { file, bytes: bytes.length, sha256 };
  writeFileSync(join(dir, "manifest.json"), JSON.stringify(manifest));
}

const MOST_BYTES = 1_000_000;

describe("a bundle without weights", () => {
  it("recommends", async () => {
    const recommender = await loadRecommender(await saved());
    const { items } = await recommender.recommend({ movie_genres: [1] }, { k: 1 });
    expect(items.map(({ id }) => id)).toEqual(["Fargo"]);
  });

  it.each([65_537, 400_000_000, 2 ** 40, Number.MAX_SAFE_INTEGER])(
    "is refused before there is room for rows of %s numbers",
    async (size) => {
      const dir = await saved();
      const manifest = readFileSync(join(dir, "manifest.json"), "utf8");
      writeFileSync(join(dir, "manifest.json"), manifest.replaceAll('"size":3', `"size":${size}`));
      let error: unknown;
      const { bytes } = await allocationsOf(async () => {
        error = await loadRecommender(dir).catch((thrown: unknown) => thrown);
      });
      expect(error).toBeInstanceOf(BundleError);
      expect((error as Error).message).toContain(`${size} numbers of a row`);
      expect(bytes).toBeLessThan(MOST_BYTES);
    },
  );
});

describe("an index of another width than the towers", () => {
  it.each([
    ["narrower, of the same films", ["Heat", "Fargo", "Alien"], 2],
    ["without a film, and so without a bound", [], 2 ** 40],
  ] as const)("is refused by its file's name: %s", async (_, ids, dim) => {
    const dir = await saved();
    const list = new TextEncoder().encode(JSON.stringify(ids));
    const bytes = encodeSafetensors(
      {
        ids: { shape: [list.length], data: list },
        vectors: { shape: [ids.length, dim], data: new Float32Array(ids.length * dim) },
      },
      { format: "towerkit-exact-index", version: "1" },
    );
    replaceIndex(dir, bytes);
    const bundle = await readBundle(dir);
    await expect(bundle.index()).rejects.toThrow(BundleError);
    await expect(bundle.index()).rejects.toThrow(
      `vectors of ${dim} values, and the candidate tower gives 3`,
    );
    await expect(bundle.index()).rejects.toMatchObject({
      part: expect.stringMatching(/^index-/),
    });
  });
});
