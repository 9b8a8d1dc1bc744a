import { cleanTitles, randomSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * A public notebook's first model: MovieLens's small, recent data set with clean titles. Films are
 * known by their ids, as cleaning gives different films one title. The notebook gives no figure.
 * Its model, without a correction for popular films, is `latest-small-plain`.
 */
export async function latestSmall(
  context: RecipeContext,
  { samplingCorrection = true } = {},
): Promise<RecipeResult> {
  // 1. The data. "Heat (1995)" becomes "Heat", and the year a column, `movie_year`.
  const dataset = await context.movielens("latest-small");
  const { table: movies, collisions } = cleanTitles(dataset.movies);
  const ratings = cleanTitles(dataset.ratings).table;

  // 2. A fifth of the rows, drawn at random, is kept aside.
  const seed = context.splitSeed;
  const { train, test } = randomSplit(ratings, { test: 20_000, seed });
  const split = { kind: "random", train: train.numRows(), test: test.numRows(), seed };

  // 3. The model of `quickstart`, for films by their ids.
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }),
    candidate: tower({ movie_id: stringLookup().embedding(32) }),
    task: retrieval({ samplingCorrection }),
    seed: context.seed,
  });

  // 4. Training, as the notebook trains.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 8192,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test, { ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`. Which films share a title now is worth knowing.
  const titles = collisions.reduce((sum, { originals }) => sum + originals.length, 0);
  const [most] = collisions;
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history,
    ties: "optimistic",
    query: { user_id: "42" },
    notes: [
      `Cleaning made ${collisions.length} titles of ${titles}; ids and years tell the films apart.`,
      ...(most ? [`"${most.title}" was ${most.originals.join(", ")}.`] : []),
    ],
  });
}
