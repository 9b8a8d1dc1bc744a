import { RANKERS_1M, RANKERS_1M_PER_USER, type Ranker } from "../quality/rankers.js";
import { fifthOfAll, type SplitOf1m, tenthsOfEachUser } from "./splits.js";
import type { Published } from "./table.js";

/** A split of 1m that is measured user by user, and what is said of it. */
export interface PerUserRow {
  /** The part's name. */
  readonly name: string;
  readonly title: string;
  /** The folder of kept runs. */
  readonly folder: string;
  readonly recipe: string;
  readonly split: SplitOf1m;
  /** What ours is laid beside; settings are chosen on validation rows where there are several. */
  readonly rankers: readonly Ranker[];
  readonly published: readonly Published[];
  /** What is asked: to be ahead of popularity and ItemKNN, and so much of what EASE comes to. */
  readonly shareOfEase?: number;
  /** What stands above the table. */
  readonly about: string;
}

export const SEEDS = [42, 43, 44];

const MEANS = `means over users, then over seeds ${SEEDS.join(", ")} with the least and the greatest in brackets.`;

export const perUserRows: readonly PerUserRow[] = [
  {
    name: "per-user-1m",
    title: "A tenth of each user's rows of 1m",
    folder: "1m-per-user",
    recipe: "best-1m-per-user",
    split: tenthsOfEachUser,
    rankers: RANKERS_1M,
    published: [],
    shareOfEase: 0.95,
    about: `Of each user's rows a tenth is for testing and a tenth for validation, drawn at random; models learn from the rest. Ranked are all films that the user has neither in the train nor in the validation rows. Recall is the share of a user's test films among the first ten; ${MEANS} ItemKNN, EASE and implicit ALS have the settings with the best recall on the first seed's validation rows; \`best-1m-per-user\` has those of [best-1m](recipes/best-1m.md), with the penalty that ranked ten of them best there.`,
  },
  {
    name: "random-80-20-1m",
    title: "A fifth of the rows of 1m",
    folder: "random-80-20-1m",
    recipe: "best-1m-80-20",
    split: fifthOfAll,
    rankers: RANKERS_1M_PER_USER,
    published: [
      { name: "popularity, published", recall: 0.069, mrr: 0.379 },
      { name: "BPR, published", recall: 0.138, mrr: 0.577 },
      { name: "ItemKNN, published", recall: 0.159, mrr: 0.625 },
      { name: "implicit ALS, published", recall: 0.17, mrr: 0.644 },
      { name: "EASE, published", recall: 0.182, mrr: 0.672 },
    ],
    about: `A fifth of the rows is for testing, drawn at random; models learn from the rest, every rating being a sign of interest. Ranked are all films that the user's train rows lack. Recall is the number of a user's test films among the first ten, divided by the number of all of them, however many there are (about half of the users have 19 or more: not even the best list would come to 1); ${MEANS} What is published is what Ferrari Dacrema et al. print, 2021 ([their appendix](https://github.com/MaurizioFD/RecSys2019_DeepLearning_Evaluation), table 79), on a draw of the same kind and by the same recall and MRR; their NDCG is defined otherwise and left out. All settings are those of [the split with validation rows](#a-tenth-of-each-users-rows-of-1m), chosen by these: nothing was tuned for this split.`,
  },
];
