import { tutorialSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * The retrieval model of the well-known TensorFlow Recommenders tutorial, on its very split, so
 * that its figures can be laid beside that library's own: .2315 at top-100. Its twin,
 * `basic-retrieval-logq`, is the same model with the correction that the tutorial lacks.
 */
export async function basicRetrieval(
  context: RecipeContext,
  { samplingCorrection = false } = {},
): Promise<RecipeResult> {
  // 1. The data. Made data could not be laid beside a published figure, so none stands in.
  const dataset = await context.movielens("100k");
  const { ratings, movies } = dataset;

  // 2. The tutorial's own 80,000 and 20,000 rows.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model: one point of 32 numbers for each user and each title. Titles that two films
  //    share count once. The tutorial does not correct for popular films being drawn often as
  //    wrong answers, and so it learns to rank them too low: compare with plain popularity below.
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }),
    candidate: tower({ movie_title: stringLookup().embedding(32) }),
    task: retrieval({ samplingCorrection }),
    seed: context.seed,
  });

  // 4. Training, with the tutorial's optimizer and batches.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 8192,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test, { ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`. TensorFlow Recommenders lets a film win its ties, so here this is
  // the rule for all.
  const query = { user_id: "42" };
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history,
    ties: "optimistic",
    query,
  });
}
