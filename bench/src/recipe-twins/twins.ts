/** A recipe, and the program that does the same in TensorFlow Recommenders. */
export interface Twin {
  readonly recipe: string;
  readonly data: "100k" | "1m" | "latest-small";
  readonly split: Split;
  /** In `bench/python`. */
  readonly script: string;
  /** After the folder of the data and the file with the test rows. */
  readonly args: readonly string[];
  /** Whether it takes many minutes, and so no part in a quick run. */
  readonly isLong?: boolean;
  /** How many epochs both sides train, where those of the recipe would take too long beside each other. */
  readonly shortened?: { readonly epochs: number; readonly of: number };
}

/** The tutorials' rows, rows drawn at random, or the latest share of them all. */
export type Split =
  | "tutorial"
  | { readonly test: number; readonly seed: number }
  | { readonly latest: number };

const FEATURES = "tfrs_feature_towers.py";
const ID_TOWERS = "tfrs_id_towers.py";
const MULTITASK = "tfrs_multitask.py";

/** The one that has a case of its own, for so much is asked of it. */
export const BASIC_RETRIEVAL: Twin = {
  recipe: "basic-retrieval",
  data: "100k",
  split: "tutorial",
  script: ID_TOWERS,
  args: ["--same-batches"],
};

const QUICKSTART: Twin = {
  recipe: "quickstart",
  data: "100k",
  split: { test: 0.2, seed: 42 },
  script: ID_TOWERS,
  args: ["--same-batches", "--log-q"],
};

const PERSON = ["bucketized_user_age", "user_occupation_label", "user_gender", "timestamp"];
const LATER = { split: { latest: 0.2 } };

/**
 * Where a recipe ranks its test rows now and then, so does its twin; and where its source shuffles once
 * for all epochs, which costs less, the twin does that too.
 */
export const TWINS: readonly Twin[] = [
  QUICKSTART,
  corrected(BASIC_RETRIEVAL),
  ...bothWays(featureTwin("context-baseline", ["user_id"])),
  ...bothWays(featureTwin("context-features", ["user_id", "timestamp"])),
  {
    ...featureTwin("context-features-temporal", ["user_id", "timestamp"], ["--fit-on-train"]),
    ...LATER,
  },
  {
    ...featureTwin(
      "context-features-calendar",
      ["user_id", "hour", "day_of_week"],
      ["--fit-on-train"],
    ),
    ...LATER,
  },
  ...bothWays(oneMillionTwin("ml1m", ["--epochs", "5"]), { plain: 1, corrected: 1 }),
  ...bothWays(oneMillionTwin("ml1m-wide", ["--dim", "64", "--epochs", "2"]), { corrected: 1 }),
  ...bothWays(
    oneMillionTwin("ml1m-tuned", ["--dim", "64", "--epochs", "2", "--then-epochs", "2"]),
    { plain: 1, corrected: 1 },
  ),
  latestSmallTwin("latest-small", ["--log-q"]),
  latestSmallTwin("latest-small-plain"),
  ...bothWays(contentTwin("content", PERSON), { corrected: 10 }),
  ...bothWays(contentTwin("content-deep", PERSON, ["--layers", "64", "32"]), { corrected: 10 }),
  ...bothWays(contentTwin("content-with-user", [...PERSON, "user_id"]), { corrected: 10 }),
  ...bothWays(multitaskTwin("multitask")),
  ...bothWays(multitaskTwin("multitask-source", ["--dim", "64"])),
  ...bothWays({
    ...multitaskTwin("multitask-latest-small", ["--dim", "64", "--item", "movie_id"]),
    data: "latest-small",
    split: { test: 20_000, seed: 42 },
  }),
];

const SEEN_FILMS =
  "a user is made of films of which each step hides half, among the whole catalogue: no layer and no task of TFRS does either";

/** Recipes that cannot be written with TensorFlow Recommenders, and why. */
export const WITHOUT_TWIN: Readonly<Record<string, string>> = {
  "best-100k": SEEN_FILMS,
  "best-100k-unseen": SEEN_FILMS,
  "best-1m": SEEN_FILMS,
  "best-1m-per-user": SEEN_FILMS,
  "best-1m-80-20": SEEN_FILMS,
  "best-1m-last": SEEN_FILMS,
  "best-latest-small": SEEN_FILMS,
  "next-1m": "a row is what its user rated before it, which no layer of TFRS gathers",
};

function corrected(twin: Twin): Twin {
  return { ...twin, recipe: `${twin.recipe}-logq`, args: [...twin.args, "--log-q"] };
}

/** A recipe, and the one that corrects for popular films, each with all of its epochs or with so many. */
function bothWays(
  twin: Twin,
  epochs: { readonly plain?: number; readonly corrected?: number } = {},
): readonly Twin[] {
  return [shortened(twin, epochs.plain), shortened(corrected(twin), epochs.corrected)];
}

/** Where a recipe trains on from another, its own epochs are those that it adds. */
function shortened(twin: Twin, epochs: number | undefined): Twin {
  if (epochs === undefined) return twin;
  const option = twin.args.includes("--then-epochs") ? "--then-epochs" : "--epochs";
  const of = Number(twin.args[twin.args.indexOf(option) + 1]);
  // Of an option that is given twice, the second counts.
  return { ...twin, args: [...twin.args, option, String(epochs)], shortened: { epochs, of } };
}

function featureTwin(recipe: string, features: string[], more: readonly string[] = []): Twin {
  const args = ["--batch", "2048", "--features", ...features, ...more];
  return { recipe, data: "100k", split: "tutorial", script: FEATURES, args };
}

function contentTwin(recipe: string, features: string[], more: readonly string[] = []): Twin {
  const everyFifth = ["--epochs", "50", "--validate-every", "5"];
  return { ...featureTwin(recipe, features, [...everyFifth, ...more]), isLong: true };
}

function oneMillionTwin(recipe: string, more: readonly string[]): Twin {
  return {
    recipe,
    data: "1m",
    split: { test: 250_052, seed: 42 },
    script: ID_TOWERS,
    args: ["--same-batches", "--test-batch", "2048", "--validate-every", "1", ...more],
    isLong: true,
  };
}

function latestSmallTwin(recipe: string, more: readonly string[] = []): Twin {
  return {
    recipe,
    data: "latest-small",
    split: { test: 20_000, seed: 42 },
    script: ID_TOWERS,
    args: ["--same-batches", "--item", "movie_id", ...more],
  };
}

function multitaskTwin(recipe: string, more: readonly string[] = []): Twin {
  return {
    recipe,
    data: "100k",
    split: "tutorial",
    script: MULTITASK,
    args: ["--same-batches", "--batch", "1000", "--test-batch", "1000", ...more],
  };
}

export const folderOf = ({ data }: Twin): string => `ml-${data}`;
