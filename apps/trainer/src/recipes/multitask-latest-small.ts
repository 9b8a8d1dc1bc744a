import { cleanTitles, randomSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, MultiTask } from "@towerkit/models";
import { ranking, retrieval } from "@towerkit/tasks";
import { denseStack, tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import { ratingNotes } from "./rating-notes.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * `multitask-source` on the data that its notebook comes to in the end: MovieLens's small, recent data
 * set, whose ratings go by half stars. Films are known by their ids, as cleaning gives different films
 * one title. `multitask-latest-small-logq` corrects for popular films.
 */
export async function multitaskLatestSmall(
  context: RecipeContext,
  { samplingCorrection = false } = {},
): Promise<RecipeResult> {
  // 1. The data. "Heat (1995)" becomes "Heat", and the year a column, `movie_year`.
  const dataset = await context.movielens("latest-small");
  const { table: movies } = cleanTitles(dataset.movies);
  const ratings = cleanTitles(dataset.ratings).table;

  // 2. A fifth of the rows, drawn at random. The notebook cuts the table as it is sorted, by user.
  const seed = context.splitSeed;
  const { train, test } = randomSplit(ratings, { test: 20_000, seed });
  const split = { kind: "random", train: train.numRows(), test: test.numRows(), seed };

  // 3. The model of `multitask-source`, for films by their ids.
  const model = new MultiTask({
    query: tower({ user_id: stringLookup().embedding(64) }),
    candidate: tower({ movie_id: stringLookup().embedding(64) }),
    task: retrieval({ samplingCorrection }),
    heads: {
      rating: {
        label: "user_rating",
        layers: denseStack([256, 128, 1]),
        task: ranking({ reduction: "mean" }),
      },
    },
    weights: { retrieval: 1, rating: 1 },
    seed: context.seed,
  });

  // 4. Training, as the notebook trains.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 1000,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test, { ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`, with the errors of the predicted ratings as in `multitask`.
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
    notes: await ratingNotes(model, { train, test, query, item: "318" }),
  });
}
