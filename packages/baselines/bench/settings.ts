import type { Entry, Measured } from "./measure.js";

/** A line of the table: what is measured, and what it ought to reach. */
export interface Line {
  readonly protocol: "100k" | "1m" | "1m-per-user";
  readonly entry: Entry;
  /** What the same baseline was measured at elsewhere. */
  readonly known: Partial<Omit<Measured, "seconds">>;
}

const popularity: Entry = { baseline: "popularity", settings: {} };
const random: Entry = { baseline: "random", settings: {} };

function knn(similarity: string, neighbours: number, shrinkage: number): Entry {
  return { baseline: "itemKnn", settings: { similarity, neighbours, shrinkage } };
}

function ease(regularization: number): Entry {
  return { baseline: "ease", settings: { regularization } };
}

function als(dim: number, epochs: number, unobservedWeight: number, regularization: number): Entry {
  const settings = { dim, epochs, unobservedWeight, regularization, regularizationExponent: 1 };
  return { baseline: "implicitAls", settings };
}

/** All settings were chosen by `bench/tune.ts`, on rows cut from the train part of seed 42. */
export const lines: readonly Line[] = [
  { protocol: "100k", entry: random, known: {} },
  { protocol: "100k", entry: popularity, known: { top100: 0.298, top100Unseen: 0.413 } },
  {
    protocol: "100k",
    entry: knn("conditionalProbability", 100, 10),
    known: {},
  },
  { protocol: "100k", entry: ease(400), known: { top100: 0.3, top100Unseen: 0.631 } },
  {
    protocol: "100k",
    entry: als(64, 12, 0.15, 0.02),
    known: { top100: 0.387, top100Unseen: 0.637 },
  },
  {
    protocol: "100k",
    entry: als(24, 12, 0.15, 0.024),
    known: { top100: 0.42, top100Unseen: 0.63 },
  },
  { protocol: "1m", entry: random, known: {} },
  { protocol: "1m", entry: popularity, known: { top100: 0.182, top100Unseen: 0.257 } },
  { protocol: "1m", entry: ease(500), known: { top100: 0.195, top100Unseen: 0.458 } },
  { protocol: "1m", entry: als(64, 10, 0.15, 0.01), known: { top100: 0.273, top100Unseen: 0.468 } },
  { protocol: "1m-per-user", entry: random, known: {} },
  { protocol: "1m-per-user", entry: popularity, known: { recall10Unseen: 0.075 } },
  {
    protocol: "1m-per-user",
    entry: knn("cosine", 100, 50),
    known: { recall10Unseen: 0.168 },
  },
  {
    protocol: "1m-per-user",
    entry: knn("conditionalProbability", 50, 200),
    known: { recall10Unseen: 0.168 },
  },
  { protocol: "1m-per-user", entry: ease(500), known: { recall10Unseen: 0.21 } },
];
