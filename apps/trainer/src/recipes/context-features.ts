import { tutorialSplit } from "@towerkit/datasets";
import { discretization, normalization, stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { dense, tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import { latestTime } from "./latest-time.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";
import { titleTower } from "./title-tower.js";

/**
 * The second half of TensorFlow Recommenders' tutorial on context features: `context-baseline`, and
 * the time of the rating beside the user. Its figure is .25 at top-100. Rows are divided at random,
 * so the time tells of the days from which test rows come, which no product could know beforehand:
 * see `context-features-temporal`. The twin `context-features-logq` corrects for popular films.
 */
export async function contextFeatures(
  context: RecipeContext,
  { samplingCorrection = false } = {},
): Promise<RecipeResult> {
  // 1. The data. Made data could not be laid beside a published figure, so none stands in.
  const dataset = await context.movielens("100k");
  const { ratings, movies } = dataset;

  // 2. The tutorial's own 80,000 and 20,000 rows.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model. The query tower reads the time twice: as one of 1,000 buckets of equal width,
  //    each with an embedding, and as a number of mean 0 and deviation 1. With the user's
  //    embedding that is 65 numbers, from which a dense layer learns 32.
  const buckets = discretization({ boundaries: 1000, spacing: "uniform" });
  const model = new TwoTower({
    query: tower(
      {
        user_id: stringLookup().embedding(32),
        bucket: buckets.embedding(32, { column: "timestamp" }),
        time: normalization().numbers({ column: "timestamp" }),
      },
      { layers: [dense(32)] },
    ),
    candidate: titleTower([32]),
    task: retrieval({ samplingCorrection }),
    itemKey: "movie_title",
    queryKey: "user_id",
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

  // 5 to 8, as in `quickstart`, by the tutorial's rule for ties. The example is asked for at the
  // last moment of the train rows: of later times the model knows nothing.
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history,
    ties: "optimistic",
    query: { user_id: "42", timestamp: latestTime(train) },
  });
}
