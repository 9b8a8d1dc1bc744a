import { tutorialSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, MultiTask } from "@towerkit/models";
import { ranking, retrieval } from "@towerkit/tasks";
import { denseStack, tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import { ratingNotes } from "./rating-notes.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * Which films will somebody watch, and how will they like them? One model for both: two towers that
 * retrieve, and a head over their embeddings that predicts the rating. After a public notebook whose
 * cells were never run, so there is no figure of it; its own width, 64, is `multitask-source`. With the
 * correction for popular films, which it lacks, they are `multitask-logq` and `multitask-source-logq`.
 */
export async function multitask(
  context: RecipeContext,
  { width = 32, samplingCorrection = false } = {},
): Promise<RecipeResult> {
  // 1. The data, with the ratings this time.
  const dataset = await context.movielens("100k");
  const { ratings, movies } = dataset;

  // 2. The tutorials' own 80,000 and 20,000 rows, drawn at random. The notebook shuffles and then cuts
  //    the unshuffled table, user by user: nearly all that it would test are users it never trained on.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model. A user's and a film's embedding side by side go through three layers to one number, the
  //    rating. Both losses pull at the same embeddings, each multiplied by its weight, 1 and 1. They do not
  //    balance: retrieval's is a sum over the batch, the rating's a mean of squared errors.
  const model = new MultiTask({
    query: tower({ user_id: stringLookup().embedding(width) }),
    candidate: tower({ movie_title: stringLookup().embedding(width) }),
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

  // 4. Training, with the notebook's optimizer and batches.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 1000,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test, { ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`. The same evaluation ranks the test films and measures how far their
  // predicted ratings are off; a pair of one's own is asked about by `predictRating`.
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
    notes: await ratingNotes(model, { train, test, query, item: "Star Wars (1977)" }),
  });
}
