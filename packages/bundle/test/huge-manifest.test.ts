import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BundleError, createGenerator, tableFromColumns } from "@towerkit/core";
import {
  discretization,
  hashing,
  history,
  multiHot,
  seenItems,
  stringLookup,
  textVectorization,
} from "@towerkit/features";
import { temporaryFolder } from "@towerkit/test-utils";
import {
  cross,
  dense,
  denseStack,
  dotInteraction,
  dropout,
  fitTower,
  l2Normalize,
  layerNorm,
  multiLayerCross,
  Network,
  tower,
  unifiedEmbedding,
} from "@towerkit/towers";
import { beforeAll, describe, expect, it } from "vitest";
import { loadRecommender, readBundle, writeBundle } from "../src/index.js";
import { type Allocations, allocationsOf } from "./allocations.js";

const users = ["ann", "bob", "cleo", "ann", "bob", "cleo"];
const films = ["Heat", "Fargo", "Alien", "Alien", "Heat", "Fargo"];
const train = tableFromColumns({
  user_id: users,
  movie_title: films,
  timestamp: [1, 2, 3, 4, 5, 6],
  age: [20, 30, 40, 20, 30, 40],
});
const candidates = tableFromColumns({
  movie_title: ["Heat", "Fargo", "Alien"],
  movie_genres: [[0], [1, 2], []],
  train_count: Int32Array.of(2, 2, 2),
});

const query = tower(
  {
    user_id: stringLookup({ oovTokens: 2 }).embedding(4),
    age: discretization({ boundaries: [25, 35] }).embedding(4),
    city: hashing({ bins: 5 }).embedding(4, { column: "user_id" }),
    past: history({ by: "user_id", orderBy: "timestamp", item: "movie_title", length: 3 })
      .embedding(4)
      .gru(),
    seen: seenItems({ by: "user_id", item: "movie_title" }).embedding(4).attention(),
    ...unifiedEmbedding({ chunks: { user_id: 2 }, bins: 7, dim: 4 }),
  },
  {
    layers: [
      multiLayerCross({ layers: 2, projectionDim: 3 }),
      cross(),
      dotInteraction({ dim: 4 }),
      layerNorm(),
      dropout(0.5),
      ...denseStack([6, 4]),
    ],
  },
);
const candidate = tower(
  {
    movie_title: textVectorization({ outputLength: 4, padded: true }).embedding(3),
    movie_genres: multiHot({ size: 3 }).numbers(),
  },
  { layers: [dense(4), l2Normalize()] },
);

let dir = "";
let manifest = "";

beforeAll(async () => {
  dir = temporaryFolder();
  await writeBundle(dir, {
    towers: {
      query: fitTower(query, train, { seed: 1, name: "query" }),
      candidate: fitTower(candidate, candidates, { seed: 1, name: "candidate" }),
    },
    heads: {
      rating: new Network({
        layers: [dense(3), layerNorm(), dense(1)],
        inputWidth: 8,
        name: "rating",
        seed: 1,
      }),
    },
    settings: {},
    dataset: { name: "toy", synthetic: true },
    split: { kind: "none", train: 6, test: 0, seed: null },
    itemKey: "movie_title",
    queryKey: "user_id",
    candidates,
    interactions: { train },
  });
  manifest = readFileSync(join(dir, "manifest.json"), "utf8");
});

/** Reads the bundle with another manifest: what it allocated, and what it threw. */
async function readWith(changed: string): Promise<Allocations & { readonly error: unknown }> {
  writeFileSync(join(dir, "manifest.json"), changed);
  let error: unknown;
  const allocations = await allocationsOf(async () => {
    try {
      await readBundle(dir);
      await loadRecommender(dir);
    } catch (thrown) {
      error = thrown;
    }
  });
  return { ...allocations, error };
}

/** Ten times what the whole bundle has, some of which is read and copied several times. */
const MOST_BYTES = 500_000;
const MOST_HEAP = 100_000_000;

describe("a manifest that asks for more than its bundle holds", () => {
  it("reads as it was written within the bounds that the others are held to", async () => {
    const { error, bytes, heap } = await readWith(manifest);
    expect(error).toBeUndefined();
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(heap).toBeLessThan(MOST_HEAP);
  });

  const HUGE = [400_000_000, 2 ** 31, 2 ** 32, 2 ** 52, Number.MAX_SAFE_INTEGER, 1e300];

  it.each([
    ['{"kind":"dense","units":6', "units"],
    ['{"kind":"dense","units":3', "units"],
    ['"projectionDim":3', "projectionDim"],
    ['{"kind":"cross","layers":2', "layers"],
    ['"inputWidth":8', "inputWidth"],
    ['"oovTokens":2', "oovTokens"],
    ['"bins":5', "bins"],
    ['"dim":4', "dim"],
    ['"rows":5', "rows"],
    ['"kind":"multiHot","size":3', "size"],
    ['"ngrams":[1]', "ngrams"],
    ['"outputLength":4', "outputLength"],
  ])("is refused before there is room for it: %s", async (found, name) => {
    expect(manifest).toContain(found);
    for (const number of HUGE) {
      const huge = found.replace(/\[?\d\]?$/, String(number));
      const { error, bytes, heap } = await readWith(manifest.replaceAll(found, huge));
      if (name !== "outputLength") expect(error).toBeInstanceOf(BundleError);
      expect(bytes).toBeLessThan(MOST_BYTES);
      expect(heap).toBeLessThan(MOST_HEAP);
    }
  });

  it("ends in a BundleError or in a model, whatever becomes of its numbers", async () => {
    const generator = createGenerator(8, "huge manifest");
    const numbers = [...manifest.matchAll(/(?<=[[:,])-?\d+(\.\d+)?(?=[\],}])/g)];
    const others = [0, 1, 2, 3, 7, 12, 0.5, -1, 1000, 65_537, ...HUGE];
    let refused = 0;
    for (let round = 0; round < 400; round++) {
      let changed = manifest;
      const places = Array.from({ length: 1 + generator.below(3) }, () =>
        generator.below(numbers.length),
      ).sort((a, b) => b - a);
      for (const place of new Set(places)) {
        const { index, 0: text } = numbers[place] as RegExpExecArray;
        const other = String(others[generator.below(others.length)]);
        changed = changed.slice(0, index) + other + changed.slice(index + text.length);
      }
      const { error, bytes, heap } = await readWith(changed);
      if (error !== undefined) expect(error, changed).toBeInstanceOf(BundleError);
      refused += error === undefined ? 0 : 1;
      expect(bytes, changed).toBeLessThan(MOST_BYTES);
      expect(heap, changed).toBeLessThan(MOST_HEAP);
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(400);
  });
});
