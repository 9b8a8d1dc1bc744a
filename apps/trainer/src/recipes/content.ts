import { tutorialSplit } from "@towerkit/datasets";
import { discretization, integerLookup, normalization, stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { denseStack, tower } from "@towerkit/towers";
import { describeEmbeddings } from "./describe-embeddings.js";
import { finish } from "./finish.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";
import { titleTower } from "./title-tower.js";

/** What the variants of `content` differ in, and the correction that the post lacks. */
export interface ContentOptions {
  /** The numbers that each layer of both towers gives. */
  readonly layers?: readonly number[];
  /** Whether the query tower knows who the user is. */
  readonly withUser?: boolean;
  readonly samplingCorrection?: boolean;
}

/**
 * A public post's content-based model: users are known by age, gender, occupation and the time, not by
 * their ids, so anyone who can be described can be recommended to. Its figure is .16 at top-100.
 * `content-deep` has two layers in each tower, `content-with-user` the user's id as well;
 * `content-logq`, `content-deep-logq` and `content-with-user-logq` correct for popular films.
 */
export async function content(
  context: RecipeContext,
  { layers = [32], withUser = false, samplingCorrection = false }: ContentOptions = {},
): Promise<RecipeResult> {
  // 1. The data. Made data could not be laid beside a published figure, so none stands in.
  const dataset = await context.movielens("100k");
  const { ratings, movies } = dataset;

  // 2. The tutorials' own 80,000 and 20,000 rows.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model. Age group, occupation, gender (true is male) and one of 1,000 spans of time have an
  //    embedding each, 128 numbers; the time itself is the 129th.
  const buckets = discretization({ boundaries: 1000, spacing: "uniform" });
  const person = {
    bucketized_user_age: integerLookup().embedding(32),
    user_occupation_label: integerLookup().embedding(32),
    user_gender: integerLookup().embedding(32),
    bucket: buckets.embedding(32, { column: "timestamp" }),
    time: normalization().numbers({ column: "timestamp" }),
  };
  const model = new TwoTower({
    query: withUser
      ? tower({ ...person, user_id: stringLookup().embedding(32) }, { layers: denseStack(layers) })
      : tower(person, { layers: denseStack(layers) }),
    candidate: titleTower(layers),
    task: retrieval({ samplingCorrection }),
    itemKey: "movie_title",
    queryKey: "user_id",
    seed: context.seed,
  });

  // 4. Training. Every fifth epoch the post looks at its test rows, and so do we; nothing is decided
  //    by what they show.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 2048,
    epochs: context.epochs ?? 50,
    ...context.training,
    ...context.watching(test, { every: 5, ties: "optimistic" }),
  });

  // 5 to 8, as in `quickstart`. The example is the post's: a male student of 25 to 34 years, on an
  // evening of November 1997. So are the films that are scored for him, one by one.
  const someone = {
    bucketized_user_age: 25,
    user_occupation_label: 17,
    user_gender: true,
    timestamp: 879024327,
  };
  const query = withUser ? { user_id: "42", ...someone } : someone;
  const films = ["Red Rock West (1992)", "Palookaville (1996)", "Beautiful Thing (1996)"];
  return finish(context, {
    dataset,
    split,
    train,
    test,
    model,
    history,
    ties: "optimistic",
    query,
    notes: await describeEmbeddings(model, { query, films, runtime: context.runtime }),
  });
}
