import type { Recipe, RecipeContext, RecipeResult } from "./recipe.js";

/** Every recipe, in the order in which to read them. A recipe's own file is loaded when it runs. */
export const RECIPES: readonly Recipe[] = [
  {
    name: "quickstart",
    dataset: "100k",
    description: "user and film ids, sampling correction, 3 epochs",
    hasRandomSplit: true,
    run: async (context) => (await import("./quickstart.js")).quickstart(context),
  },
  {
    name: "basic-retrieval",
    dataset: "100k",
    description: "the classic tutorial on its own split: the same towers without the correction",
    hasRandomSplit: false,
    run: async (context) => (await import("./basic-retrieval.js")).basicRetrieval(context),
  },
  {
    name: "basic-retrieval-logq",
    dataset: "100k",
    description: "basic-retrieval with the sampling correction",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./basic-retrieval.js")).basicRetrieval(context, CORRECTED),
  },
  {
    name: "context-baseline",
    dataset: "100k",
    description: "title words beside the titles, and a dense layer in each tower",
    hasRandomSplit: false,
    run: async (context) => (await import("./context-baseline.js")).contextBaseline(context),
  },
  {
    name: "context-baseline-logq",
    dataset: "100k",
    description: "context-baseline with the sampling correction",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./context-baseline.js")).contextBaseline(context, CORRECTED),
  },
  {
    name: "context-features",
    dataset: "100k",
    description: "the same with the time of the rating, in buckets and as a number",
    hasRandomSplit: false,
    run: async (context) => (await import("./context-features.js")).contextFeatures(context),
  },
  {
    name: "context-features-logq",
    dataset: "100k",
    description: "context-features with the sampling correction",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./context-features.js")).contextFeatures(context, CORRECTED),
  },
  {
    name: "context-features-temporal",
    dataset: "100k",
    description: "context-features, tested on later ratings than it was trained on",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./context-features-temporal.js")).contextFeaturesTemporal(context),
  },
  {
    name: "context-features-calendar",
    dataset: "100k",
    description: "the same with the hour and the day of the week in place of the time",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./context-features-temporal.js")).contextFeaturesTemporal(context, {
        calendar: true,
      }),
  },
  {
    name: "ml1m",
    dataset: "1m",
    description: "user and film ids on a million ratings, validated after each of 5 epochs",
    hasRandomSplit: true,
    run: async (context) => (await import("./ml1m.js")).ml1m(context),
  },
  {
    name: "ml1m-logq",
    dataset: "1m",
    description: "ml1m with the sampling correction",
    hasRandomSplit: true,
    run: async (context) => (await import("./ml1m.js")).ml1m(context, CORRECTED),
  },
  {
    name: "ml1m-wide",
    dataset: "1m",
    description: "64 numbers in place of 32, 2 epochs",
    hasRandomSplit: true,
    run: async (context) => (await import("./ml1m.js")).ml1m(context, WIDE),
  },
  {
    name: "ml1m-wide-logq",
    dataset: "1m",
    description: "ml1m-wide with the sampling correction",
    hasRandomSplit: true,
    run: async (context) => (await import("./ml1m.js")).ml1m(context, { ...WIDE, ...CORRECTED }),
  },
  {
    name: "ml1m-tuned",
    dataset: "1m",
    description: "the model of ml1m-wide, trained on at a tenth of the learning rate",
    hasRandomSplit: true,
    run: async (context) => (await import("./ml1m-tuned.js")).ml1mTuned(context),
  },
  {
    name: "ml1m-tuned-logq",
    dataset: "1m",
    description: "ml1m-tuned with the sampling correction",
    hasRandomSplit: true,
    run: async (context) => (await import("./ml1m-tuned.js")).ml1mTuned(context, CORRECTED),
  },
  {
    name: "latest-small",
    dataset: "latest-small",
    description: "the model of quickstart on recent ratings, with clean titles",
    hasRandomSplit: true,
    run: async (context) => (await import("./latest-small.js")).latestSmall(context),
  },
  {
    name: "latest-small-plain",
    dataset: "latest-small",
    description: "latest-small without the sampling correction",
    hasRandomSplit: true,
    run: async (context) =>
      (await import("./latest-small.js")).latestSmall(context, { samplingCorrection: false }),
  },
  {
    name: "content",
    dataset: "100k",
    description: "users by age, gender and occupation, not by id; 50 epochs",
    hasRandomSplit: false,
    run: async (context) => (await import("./content.js")).content(context),
  },
  {
    name: "content-logq",
    dataset: "100k",
    description: "content with the sampling correction",
    hasRandomSplit: false,
    run: async (context) => (await import("./content.js")).content(context, CORRECTED),
  },
  {
    name: "content-deep",
    dataset: "100k",
    description: "content with two layers in each tower",
    hasRandomSplit: false,
    run: async (context) => (await import("./content.js")).content(context, DEEP),
  },
  {
    name: "content-deep-logq",
    dataset: "100k",
    description: "content-deep with the sampling correction",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./content.js")).content(context, { ...DEEP, ...CORRECTED }),
  },
  {
    name: "content-with-user",
    dataset: "100k",
    description: "content with the user's id beside the rest",
    hasRandomSplit: false,
    run: async (context) => (await import("./content.js")).content(context, { withUser: true }),
  },
  {
    name: "content-with-user-logq",
    dataset: "100k",
    description: "content-with-user with the sampling correction",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./content.js")).content(context, { withUser: true, ...CORRECTED }),
  },
  {
    name: "best-100k",
    dataset: "100k",
    description: "a user by the films they have seen, half of them hidden in each step",
    hasRandomSplit: true,
    run: async (context) => bestOf(context, "BEST_100K"),
  },
  {
    name: "best-100k-unseen",
    dataset: "100k",
    description: "best-100k for lists without what was seen: batches of whole users",
    hasRandomSplit: true,
    run: async (context) => bestOf(context, "BEST_100K_UNSEEN"),
  },
  {
    name: "best-1m",
    dataset: "1m",
    description: "the model of best-100k on a million ratings, in batches of whole users",
    hasRandomSplit: true,
    run: async (context) => bestOf(context, "BEST_1M"),
  },
  {
    name: "best-1m-per-user",
    dataset: "1m",
    description: "best-1m, tested on a tenth of each user's rows",
    hasRandomSplit: true,
    run: async (context) => bestOf(context, "BEST_1M_PER_USER"),
  },
  {
    name: "best-1m-80-20",
    dataset: "1m",
    description: "best-1m, tested on a fifth of the rows",
    hasRandomSplit: true,
    run: async (context) => bestOf(context, "BEST_1M_80_20"),
  },
  {
    name: "best-1m-last",
    dataset: "1m",
    description: "best-1m, tested on each user's last row",
    hasRandomSplit: false,
    run: async (context) => bestOf(context, "BEST_1M_LAST"),
  },
  {
    name: "next-1m",
    dataset: "1m",
    description: "the next film of each user, by the last that they rated",
    hasRandomSplit: false,
    run: async (context) => (await import("./next-1m.js")).next1m(context),
  },
  {
    name: "best-latest-small",
    dataset: "latest-small",
    description: "the model of best-100k on recent ratings",
    hasRandomSplit: true,
    run: async (context) => bestOf(context, "BEST_LATEST_SMALL"),
  },
  {
    name: "multitask",
    dataset: "100k",
    description: "two towers that also predict ratings, by a head over both embeddings",
    hasRandomSplit: false,
    run: async (context) => (await import("./multitask.js")).multitask(context),
  },
  {
    name: "multitask-logq",
    dataset: "100k",
    description: "multitask with the sampling correction",
    hasRandomSplit: false,
    run: async (context) => (await import("./multitask.js")).multitask(context, CORRECTED),
  },
  {
    name: "multitask-source",
    dataset: "100k",
    description: "multitask with 64 numbers in place of 32, as its source has it",
    hasRandomSplit: false,
    run: async (context) => (await import("./multitask.js")).multitask(context, { width: 64 }),
  },
  {
    name: "multitask-source-logq",
    dataset: "100k",
    description: "multitask-source with the sampling correction",
    hasRandomSplit: false,
    run: async (context) =>
      (await import("./multitask.js")).multitask(context, { width: 64, ...CORRECTED }),
  },
  {
    name: "multitask-latest-small",
    dataset: "latest-small",
    description: "multitask-source on recent ratings by half stars",
    hasRandomSplit: true,
    run: async (context) =>
      (await import("./multitask-latest-small.js")).multitaskLatestSmall(context),
  },
  {
    name: "multitask-latest-small-logq",
    dataset: "latest-small",
    description: "multitask-latest-small with the sampling correction",
    hasRandomSplit: true,
    run: async (context) =>
      (await import("./multitask-latest-small.js")).multitaskLatestSmall(context, CORRECTED),
  },
];

async function bestOf(
  context: RecipeContext,
  settings: Exclude<keyof typeof import("./best-settings.js"), "default">,
): Promise<RecipeResult> {
  const { best } = await import("./best.js");
  return best(context, (await import("./best-settings.js"))[settings]);
}

const CORRECTED = { samplingCorrection: true };
const WIDE = { width: 64, epochs: 2 };
const DEEP = { layers: [64, 32] };
