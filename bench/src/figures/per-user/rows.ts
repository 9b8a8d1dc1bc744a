import { RANKERS_1M, RANKERS_1M_PER_USER, type Ranker } from "../quality/rankers.js";
import type { Published } from "./table.js";

/** A split of each user's rows of 1m, and what is said of it. */
export interface PerUserRow {
  /** The part's name. */
  readonly name: string;
  readonly title: string;
  /** The folder of kept runs. */
  readonly folder: string;
  readonly recipe: string;
  /** The share of each user's rows that is to be guessed. */
  readonly test: number;
  /** Whether as many more are set aside for validation, and left out of lists too. */
  readonly validation: boolean;
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
    test: 0.1,
    validation: true,
    rankers: RANKERS_1M,
    published: [],
    shareOfEase: 0.95,
    about: `Of each user's rows a tenth is for testing and a tenth for validation, drawn at random; models learn from the rest. Ranked are all films that the user has neither in the train nor in the validation rows. Recall is the share of a user's test films among the first ten; ${MEANS} ItemKNN, EASE and implicit ALS have the settings with the best recall on the first seed's validation rows; \`best-1m-per-user\` has those of [best-1m](recipes/best-1m.md), with the penalties that were best at unseen films there.`,
  },
  {
    name: "random-80-20-1m",
    title: "A fifth of each user's rows of 1m",
    folder: "random-80-20-1m",
    recipe: "best-1m-80-20",
    test: 0.2,
    validation: false,
    rankers: RANKERS_1M_PER_USER,
    published: [
      { name: "popularity, published", recall: 0.069, mrr: 0.379 },
      { name: "BPR, published", recall: 0.138, mrr: 0.577 },
      { name: "ItemKNN, published", recall: 0.159, mrr: 0.625 },
      { name: "implicit ALS, published", recall: 0.17, mrr: 0.644 },
      { name: "EASE, published", recall: 0.182, mrr: 0.672 },
    ],
    about: `Of each user's rows a fifth is for testing, drawn at random; models learn from the rest, every rating being a sign of interest. Ranked are all films that the user's train rows lack. Recall is the number of a user's test films among the first ten, divided by the number of all of them, however many there are (half of the users have more than 19: not even the best list would come to 1); ${MEANS} What is published is Ferrari Dacrema et al.'s, 2021 ([their appendix](https://github.com/MaurizioFD/RecSys2019_DeepLearning_Evaluation), table 79), of NeuRec's split and by the same recall and MRR; their NDCG is defined otherwise and left out. All settings of ours are those of the section above, chosen on its validation rows: nothing was tuned for this split. Its train rows are fewer, and no validation rows are left out of the lists.`,
  },
];
