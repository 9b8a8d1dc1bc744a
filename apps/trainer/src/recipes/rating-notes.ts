import { columnOf, type TableLike } from "@towerkit/core";
import type { MultiTask } from "@towerkit/models";
import { ratingMetrics } from "@towerkit/tasks";

/** What there is to say of predicted ratings: those of guesses to lay beside them, and one pair. */
export async function ratingNotes<Q extends object, C extends object>(
  model: MultiTask<Q, C>,
  {
    train,
    test,
    query,
    item,
  }: {
    readonly train: TableLike;
    readonly test: TableLike;
    readonly query: Q;
    readonly item: string;
  },
): Promise<readonly string[]> {
  const { rmse, mae } = meanGuess(train, test);
  const rating = await model.predictRating(query, item);
  return [
    `Guessing the mean rating of the train rows for every test row: RMSE ${rmse.toFixed(3)}, MAE ${mae.toFixed(3)}.`,
    `${JSON.stringify(query)} would rate "${item}": ${rating.toFixed(2)}.`,
  ];
}

/** How far off somebody is who knows the mean of the train ratings and nothing else. */
function meanGuess(train: TableLike, test: TableLike) {
  const known = columnOf(train, "user_rating") as ArrayLike<number>;
  let sum = 0;
  for (let row = 0; row < known.length; row++) sum += known[row];
  const ratings = columnOf(test, "user_rating") as ArrayLike<number>;
  const predictions = new Float64Array(ratings.length).fill(sum / known.length);
  return ratingMetrics({ predictions, ratings });
}
