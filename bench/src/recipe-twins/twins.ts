/** A recipe, and the program that does the same in TensorFlow Recommenders. */
export interface Twin {
  readonly recipe: string;
  readonly data: "100k" | "1m" | "latest-small";
  readonly split: "tutorial" | { readonly test: number; readonly seed: number };
  /** In `bench/python`. */
  readonly script: string;
  /** After the folder of the data and the file with the test rows. */
  readonly args: readonly string[];
  /** Whether it takes many minutes, and so no part in a quick run. */
  readonly isLong?: boolean;
}

const FEATURES = "tfrs_feature_towers.py";
const ID_TOWERS = "tfrs_id_towers.py";
const PERSON = ["bucketized_user_age", "user_occupation_label", "user_gender", "timestamp"];
const EVERY_FIFTH = ["--epochs", "50", "--validate-every", "5"];

/** The one that has a case of its own, for so much is asked of it. */
export const BASIC_RETRIEVAL: Twin = {
  recipe: "basic-retrieval",
  data: "100k",
  split: "tutorial",
  script: ID_TOWERS,
  args: ["--same-batches"],
};

/**
 * Where a recipe ranks its test rows now and then, or its train rows at the end, so does its twin; and
 * where its source shuffles once for all epochs, which costs less, the twin does that too.
 */
export const TWINS: readonly Twin[] = [
  featureTwin("context-baseline", ["user_id"], []),
  featureTwin("context-features", ["user_id", "timestamp"], []),
  { ...featureTwin("content", PERSON, EVERY_FIFTH), isLong: true },
  {
    ...featureTwin("content-deep", PERSON, [...EVERY_FIFTH, "--layers", "64", "32"]),
    isLong: true,
  },
  {
    recipe: "multitask",
    data: "100k",
    split: "tutorial",
    script: "tfrs_multitask.py",
    args: ["--same-batches", "--batch", "1000", "--test-batch", "1000"],
  },
  {
    recipe: "latest-small",
    data: "latest-small",
    split: { test: 20_000, seed: 42 },
    script: ID_TOWERS,
    args: ["--same-batches", "--item", "movie_id", "--log-q"],
  },
  {
    recipe: "ml1m",
    data: "1m",
    split: { test: 250_052, seed: 42 },
    script: ID_TOWERS,
    args: ["--same-batches", "--epochs", "5", "--test-batch", "2048", "--validate-every", "1"],
    isLong: true,
  },
];

function featureTwin(recipe: string, features: string[], more: readonly string[]): Twin {
  const args = ["--batch", "2048", "--report-train", "--features", ...features, ...more];
  return { recipe, data: "100k", split: "tutorial", script: FEATURES, args };
}

export const folderOf = ({ data }: Twin): string => `ml-${data}`;
