import { columnOf, type TableLike, tableFromColumns } from "@towerkit/core";
import { ranking, retrieval } from "@towerkit/tasks";
import { denseStack } from "@towerkit/towers";
import { MultiTask } from "../src/multi-task/multi-task.js";
import type { MultiTaskOptions } from "../src/multi-task/options.js";
import { adagrad } from "../src/optimizers/adagrad.js";
import { camps, campTowers } from "./camps.js";

const { train, test, movies } = camps();

/** Even users rate 5, odd ones 1: what a head can learn from the user alone. */
export const rated = (table: TableLike, extra: Readonly<Record<string, unknown[]>> = {}) => {
  const users = Array.from(columnOf(table, "user_id")) as string[];
  return tableFromColumns({
    user_id: users,
    movie_title: Array.from(columnOf(table, "movie_title")),
    user_rating: users.map((user) => (Number(user.slice(1)) % 2 === 0 ? 5 : 1)),
    ...extra,
  });
};
export const [trainRated, testRated] = [rated(train), rated(test)];

export const rating = {
  label: "user_rating",
  layers: denseStack([8, 1]),
  task: ranking({ reduction: "mean" }),
};

export const multi = (options: Partial<MultiTaskOptions<object, object>> = {}) =>
  new MultiTask<object, object>({
    ...campTowers(),
    task: retrieval(),
    heads: { rating },
    weights: { retrieval: 1, rating: 5 },
    ...options,
  });

export const fitOptions = {
  candidates: movies,
  optimizer: adagrad(0.1),
  batchSize: 16,
  epochs: 20,
};

export const fitted = async (options: Partial<MultiTaskOptions<object, object>> = {}) => {
  const model = multi(options);
  const history = await model.fit(trainRated, { ...fitOptions, optimizer: adagrad(0.1) });
  return { model, history };
};
