import type { Report } from "../../run-recipe.js";

const topK = (value: number) => ({
  top_k: { "1": value / 100, "5": value / 20, "10": value / 10, "50": value / 2, "100": value },
});

const perUser = (value: number) => ({
  recall: { "10": value / 10 },
  ndcg: { "10": value / 20 },
  mrr: { "10": value / 5 },
});

export interface MadeReport {
  readonly recipe?: string;
  readonly seed?: number;
  /** Top-100 on the test rows. */
  readonly test?: number;
  readonly popularity?: number;
  readonly epochs?: Report["epochs"];
  readonly engine?: string;
}

/** A report for tests, every number made. */
export function madeReport(parts: MadeReport = {}): Report {
  const { recipe = "made", seed = 42, test = 0.2, popularity = 0.3, epochs = [] } = parts;
  const { engine = "default" } = parts;
  const ranked = (value: number) => ({
    test: topK(value),
    testSeenExcluded: { ...topK(value + 0.1), ...perUser(value) },
  });
  return {
    recipe,
    dataset: "100k",
    seed,
    engine: { name: engine },
    epochs,
    fitSeconds: 1,
    evalSeconds: 1,
    train: topK(0.4),
    ...ranked(test),
    baselines: { popularity: ranked(popularity), random: ranked(0.06) },
  };
}

/** Epochs of which every `every`-th was looked at. */
export function madeEpochs(count: number, every = 1): Report["epochs"] {
  return Array.from({ length: count }, (_, i) => ({
    loss: 8 - i / 10,
    chance: 9,
    seconds: 1,
    ...((i + 1) % every === 0 && {
      train: topK(0.3 + i / 100),
      validation: { loss: 8.5 - i / 10, ...topK(0.2 + i / 100) },
    }),
  }));
}
