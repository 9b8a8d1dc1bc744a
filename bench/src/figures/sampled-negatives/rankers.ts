import { popularity, random } from "@towerkit/baselines";
import { RANKERS_1M_PER_USER, type Ranker } from "../quality/rankers.js";

const TRIVIAL: readonly Ranker[] = [
  {
    name: "random",
    settings: [{}],
    learn: ({ candidateIds }, { seed = 42 }) => random({ candidateIds, seed }),
  },
  { name: "popularity", settings: [{}], learn: (training) => popularity(training) },
];

/** Those that begin with something drawn. */
const DRAWN: readonly string[] = ["random", "implicit ALS"];

/**
 * The rankers beside ours, with the settings that were the best on the validation rows of `per-user-1m`: with each
 * seed, where there is something to draw.
 */
export const sampledRankers = (seeds: readonly number[]): readonly Ranker[] =>
  [...TRIVIAL, ...RANKERS_1M_PER_USER].map((ranker) => {
    if (!DRAWN.includes(ranker.name)) return ranker;
    const { settings } = ranker;
    return {
      ...ranker,
      settings: settings.flatMap((one) => seeds.map((seed) => ({ ...one, seed }))),
    };
  });
