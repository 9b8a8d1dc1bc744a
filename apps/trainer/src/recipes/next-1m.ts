import { leaveLastOut } from "@towerkit/datasets";
import { history, stringLookup } from "@towerkit/features";
import { adam, linearDecay, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { dense, dropout, tower } from "@towerkit/towers";
import { finish } from "./finish.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";
import { withPositions } from "./with-positions.js";

const WIDTH = 64;

/**
 * Which film comes next? The query tower reads what a user rated last, no id and no clock. Tested as models of
 * sequences are: by each user's last film, among all that they have not rated before.
 */
export async function next1m(context: RecipeContext): Promise<RecipeResult> {
  // 1. The data: a million ratings, each with its place among its user's.
  const dataset = await context.movielens("1m");
  const { table: ratings, next } = withPositions(dataset.ratings);

  // 2. The last row of each user is to be guessed. Settings were chosen by the last but one.
  const { train, test } = leaveLastOut(ratings, { orderBy: "position" });
  const split = {
    kind: "last of each user",
    train: train.numRows(),
    test: test.numRows(),
    seed: null,
  };

  // 3. The model. The last film, the last 2, 5, 20 and 100 have a table of embeddings each, of which the
  //    tower takes the means; layers weigh the five together. A row sees what came strictly before it.
  const last = (length: number) =>
    history({ by: "user_id", item: "movie_title", orderBy: "position", length })
      .embedding(WIDTH)
      .mean();
  const model = new TwoTower<{ user_id: string; position: number }>({
    query: tower(
      { last: last(1), last2: last(2), last5: last(5), last20: last(20), last100: last(100) },
      { layers: [dropout(0.2), dense(2 * WIDTH, { activation: "relu" }), dense(WIDTH)] },
    ),
    candidate: tower({ movie_title: stringLookup().embedding(WIDTH) }),
    task: retrieval(),
    queryKey: "user_id",
    seed: context.seed,
  });

  // 4. Training, corrected for popular films; the learning rate falls evenly.
  const trained = await model.fit(train, {
    candidates: dataset.movies,
    optimizer: adam(0.005),
    schedule: linearDecay({ to: 0.05 }),
    batchSize: 4096,
    epochs: context.epochs ?? 6,
    ...context.training,
    ...context.watching(test),
  });

  // 5 to 8, as in `quickstart`.
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history: trained,
    ties: "index",
    query: { user_id: "42", position: next("42") },
  });
}
