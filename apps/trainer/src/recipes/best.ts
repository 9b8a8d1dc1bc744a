import type { BestRecipe } from "./best-settings.js";
import { bestSplit } from "./best-split.js";
import { finish } from "./finish.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";
import { seenItemsModel, seenItemsTraining } from "./seen-items-model.js";

/**
 * The best that two towers came to on a random split, with settings that were chosen on a tenth of the
 * train rows. Neither the time of a rating nor anything that it tells goes in: on a random split that
 * would be knowledge of the test rows.
 */
export async function best(
  context: RecipeContext,
  { dataset: name, itemKey, settings, test: rows }: BestRecipe,
): Promise<RecipeResult> {
  // 1. The data.
  const dataset = await context.movielens(name);
  const { ratings, movies } = dataset;

  // 2. Some rows are kept aside to be guessed: a share drawn at random, or each user's last.
  const parts = bestSplit(ratings, { test: rows, seed: context.splitSeed });
  const { kind, train, test, seen, seed } = parts;
  const split = { kind, train: train.numRows(), test: test.numRows(), seed };

  // 3. The model: a user is what the films they have seen come to together. Each step hides about half
  //    of those and learns to guess them from the others, among all films at once.
  const model = seenItemsModel(settings, { itemKey, seed: context.seed });

  // 4. Training. Rows whose films a step shows teach nothing in it.
  const history = await model.fit(train, {
    candidates: movies,
    ...seenItemsTraining(settings),
    epochs: context.epochs ?? settings.epochs,
    ...context.training,
    ...context.watching(test),
  });

  // 5 to 8, as in `quickstart`.
  return finish(context, {
    dataset,
    split,
    train,
    test,
    seen,
    model,
    history,
    ties: "index",
    query: { user_id: "42" },
    notes: [
      `The query tower reads the films of ${model.queryKey} in the train rows, nothing else.`,
    ],
  });
}
