import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { fitTower, tower } from "@towerkit/towers";
import type { BundleContents } from "../src/index.js";

const TITLES = ["Heat", "Fargo", "Alien", "Brazil", "Clue", "Diva"];

/** Six users; each has seen the film of their own number and the next one. */
export const train = tableFromColumns({
  user_id: ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6"],
  movie_title: Array.from({ length: 12 }, (_, i) => TITLES[((i + (i % 2)) / 2) % 6] as string),
  user_rating: Float32Array.from({ length: 12 }, (_, i) => 1 + (i % 5)),
  timestamp: Array.from({ length: 12 }, (_, i) => 880_000_000 + i),
});

export const test = tableFromColumns({
  user_id: ["1", "9"],
  movie_title: ["Diva", "Heat"],
  user_rating: Float32Array.of(5, 4),
  timestamp: [890_000_000, 890_000_001],
});

export const candidates = tableFromColumns({
  movie_title: TITLES,
  movie_genres: [[1], [1, 2], [], [3], [2], [1, 3]],
  shelf: ["a", "a", "a", "b", "b", null],
  train_count: Int32Array.of(1, 2, 2, 2, 2, 3),
});

/** A model that was never trained: its towers are as the seed made them. */
export function toyContents({ seed = 42 }: { readonly seed?: number } = {}): BundleContents {
  const query = tower({ user_id: stringLookup().embedding(4) });
  const candidate = tower({ movie_title: stringLookup().embedding(4) });
  return {
    towers: {
      query: fitTower(query, train, { seed, name: "query" }),
      candidate: fitTower(candidate, candidates, { seed, name: "candidate" }),
    },
    settings: { model: "toy", seed, nested: { b: [1, 2], a: null } },
    metrics: { top_k: { "1": 0.5, "10": 0.25 } },
    dataset: { name: "toy", synthetic: true },
    split: { kind: "made", train: 12, test: 2, seed: null },
    itemKey: "movie_title",
    queryKey: "user_id",
    candidates,
    interactions: { train, test },
  };
}

/** All columns of a table, as plain arrays. */
export function columnsOf(table: {
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
}): Record<string, unknown[]> {
  return Object.fromEntries(
    table.columnNames().map((name) => [name, Array.from(table.array(name))]),
  );
}
