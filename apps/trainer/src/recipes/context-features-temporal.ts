import { calendarParts, temporalSplit, withCalendar } from "@towerkit/datasets";
import { discretization, integerLookup, normalization, stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { dense, tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import { latestTime } from "./latest-time.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";
import { titleTower } from "./title-tower.js";

/**
 * `context-features` as a product would meet it: trained on the earlier four fifths of the ratings,
 * tested on the last fifth. The second variant, `context-features-calendar`, reads the hour and the
 * day of the week instead of the time itself: these come again, a moment does not.
 */
export async function contextFeaturesTemporal(
  context: RecipeContext,
  { calendar = false } = {},
): Promise<RecipeResult> {
  // 1. The data, with the calendar's columns beside the time (UTC).
  const dataset = await context.movielens("100k");
  const ratings = withCalendar(dataset.ratings);

  // 2. All test rows are later than all train rows. Most of their users are new.
  const { train, test } = temporalSplit(ratings, { test: 0.2 });
  const split = { kind: "temporal", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model of `context-features`, or with the hour and the day in place of the time.
  const user = stringLookup().embedding(32);
  const buckets = discretization({ boundaries: 1000, spacing: "uniform" });
  const layers = [dense(32)];
  const byTime = {
    user_id: user,
    bucket: buckets.embedding(32, { column: "timestamp" }),
    time: normalization().numbers({ column: "timestamp" }),
  };
  const byCalendar = {
    user_id: user,
    hour: integerLookup().embedding(32),
    day_of_week: integerLookup().embedding(32),
  };
  const model = new TwoTower<{ user_id: string }, { movie_title: string }>({
    query: calendar ? tower(byCalendar, { layers }) : tower(byTime, { layers }),
    candidate: titleTower([32]),
    task: retrieval({ samplingCorrection: false }),
    itemKey: "movie_title",
    queryKey: "user_id",
    seed: context.seed,
  });

  // 4. Training, as in `context-features`.
  const history = await model.fit(train, {
    candidates: dataset.movies,
    optimizer: adagrad(0.1),
    batchSize: 2048,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test, { ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`, asked for at the moment where training ends.
  const timestamp = latestTime(train);
  const { hour, day_of_week } = calendarParts(timestamp);
  const when = calendar ? { hour, day_of_week } : { timestamp };
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history,
    ties: "optimistic",
    query: { user_id: "42", ...when },
  });
}
