import type { Entry, Measured } from "./measure.js";

/** A line of the tables: what is measured, how its settings were found, and what it ought to reach. */
export interface Line {
  readonly protocol: "100k" | "1m" | "1m-per-user";
  readonly entry: Entry;
  /** By what the settings were chosen. */
  readonly chosen: "-" | "validation" | "validation, both" | "known balance";
  /** What the same baseline was measured at elsewhere, by independent code. */
  readonly known?: Partial<Omit<Measured, "seconds">>;
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

/**
 * Settings chosen by validation are the best that `tune.ts` found on rows cut from the train part of seed 42: by
 * top-100 with seen items excluded, on `1m-per-user` by recall@10, or ("both") by the sum of both top-100s.
 * Two of EASE's have the λ that gives the known balance between the two, where validation prefers another.
 */
export const lines: readonly Line[] = [
  { protocol: "100k", entry: random, chosen: "-" },
  {
    protocol: "100k",
    entry: popularity,
    chosen: "-",
    known: { top100: 0.298, top100Unseen: 0.413 },
  },
  { protocol: "100k", entry: knn("conditionalProbability", 100, 10), chosen: "validation" },
  { protocol: "100k", entry: ease(500), chosen: "validation" },
  {
    protocol: "100k",
    entry: ease(400),
    chosen: "known balance",
    known: { top100: 0.3, top100Unseen: 0.631 },
  },
  {
    protocol: "100k",
    entry: als(48, 12, 0.1, 0.024),
    chosen: "validation",
    known: { top100: 0.387, top100Unseen: 0.637 },
  },
  {
    protocol: "100k",
    entry: als(48, 12, 0.15, 0.028),
    chosen: "validation, both",
    known: { top100: 0.42, top100Unseen: 0.63 },
  },
  { protocol: "1m", entry: random, chosen: "-" },
  {
    protocol: "1m",
    entry: popularity,
    chosen: "-",
    known: { top100: 0.182, top100Unseen: 0.257 },
  },
  { protocol: "1m", entry: ease(1000), chosen: "validation" },
  {
    protocol: "1m",
    entry: ease(500),
    chosen: "known balance",
    known: { top100: 0.195, top100Unseen: 0.458 },
  },
  {
    protocol: "1m",
    entry: als(64, 8, 0.2, 0.008),
    chosen: "validation",
    known: { top100: 0.273, top100Unseen: 0.468 },
  },
  { protocol: "1m-per-user", entry: random, chosen: "-" },
  { protocol: "1m-per-user", entry: popularity, chosen: "-", known: { recall10Unseen: 0.075 } },
  { protocol: "1m-per-user", entry: knn("cosine", 100, 50), chosen: "validation" },
  {
    protocol: "1m-per-user",
    entry: knn("conditionalProbability", 50, 200),
    chosen: "validation",
    known: { recall10Unseen: 0.168 },
  },
  {
    protocol: "1m-per-user",
    entry: ease(700),
    chosen: "validation",
    known: { recall10Unseen: 0.21 },
  },
];
