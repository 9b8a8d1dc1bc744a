import { tutorialSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { dense, tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";
import { titleTower } from "./title-tower.js";

/**
 * The first half of TensorFlow Recommenders' tutorial on context features: films are known by their
 * titles and by the words in them, users by their ids alone. Its figure is .21 at top-100;
 * `context-features` adds the time. The twin `context-baseline-logq` corrects for popular films.
 */
export async function contextBaseline(
  context: RecipeContext,
  { samplingCorrection = false } = {},
): Promise<RecipeResult> {
  // 1. The data. Made data could not be laid beside a published figure, so none stands in.
  const dataset = await context.movielens("100k");
  const { ratings, movies } = dataset;

  // 2. The tutorial's own 80,000 and 20,000 rows.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model. Both towers end in a dense layer of 32 numbers, as in the tutorial, which has no
  //    correction for popular films.
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }, { layers: [dense(32)] }),
    candidate: titleTower([32]),
    task: retrieval({ samplingCorrection }),
    itemKey: "movie_title",
    seed: context.seed,
  });

  // 4. Training, with the tutorial's optimizer and batches, which are smaller than in
  //    `basic-retrieval`.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 2048,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test, { ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`, by the tutorial's rule for ties.
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history,
    ties: "optimistic",
    query: { user_id: "42" },
  });
}
