import { popularity, random } from "@towerkit/baselines";
import { tutorialSplit } from "@towerkit/datasets";
import { stringLookup, textVectorization } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { dense, tower } from "@towerkit/towers";
import { compareScorers } from "../training/compare-scorers.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * The first half of TensorFlow Recommenders' tutorial on context features: films are known by their
 * titles and by the words in them, users by their ids alone. Its figure is .21 at top-100;
 * `context-features` adds the time.
 */
export async function contextBaseline(context: RecipeContext): Promise<RecipeResult> {
  const { seed, runtime } = context;

  // 1. The data. Made data could not be laid beside a published figure, so none stands in.
  const dataset = await context.movielens100k();
  const { ratings, movies } = dataset;

  // 2. The tutorial's own 80,000 and 20,000 rows.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model. A film's embedding of its own and the mean of those of its title's words stand
  //    side by side, 64 numbers, and a dense layer learns 32 from them. The user's embedding goes
  //    through one as well, as in the tutorial, and there is no correction for popular films.
  const title = "movie_title";
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }, { layers: [dense(32)] }),
    candidate: tower(
      {
        movie_title: stringLookup().embedding(32),
        words: textVectorization({ maxTokens: 10_000 }).embedding(32, { column: title }).mean(),
      },
      { layers: [dense(32)] },
    ),
    task: retrieval({ samplingCorrection: false }),
    itemKey: "movie_title",
    seed,
  });

  // 4. Training, with the tutorial's optimizer and batches, which are smaller than in
  //    `basic-retrieval`.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 2048,
    epochs: context.epochs ?? 3,
    onProgress: context.onProgress,
    onWarning: context.onWarning,
    runtime,
  });

  // 5. The rank of each test film. TensorFlow Recommenders lets a film win its ties, so here
  //    this is the rule for all.
  const ties = "optimistic";
  const evaluationBegan = context.elapsed();
  const evaluation = {
    test: await model.evaluate(test, { ties, runtime }),
    testSeenExcluded: await model.evaluate(test, { exclude: train, ties, runtime }),
    train: await model.evaluate(train, { ties, runtime }),
    seconds: context.elapsed() - evaluationBegan,
  };

  // 6. Two rankers that know nothing of the user, under the same rule.
  const candidateIds = model.candidateIds;
  const baselines = await compareScorers(
    {
      popularity: popularity({ train, candidateIds, itemKey: "movie_title" }),
      random: random({ candidateIds, seed }),
    },
    { train, test, candidateIds, itemKey: "movie_title", ties, runtime },
  );

  // 7. Five films for one user, none of which they rated in training.
  const recommender = await model.recommender({ exclude: train, runtime });
  const recommendations = await recommender.recommend({ user_id: "42" }, { k: 5 });
  const example = { user: "42", anotherUser: "7", recommendations };

  // 8. The bundle remembers the rule for ties, for `towerkit evaluate`.
  const bundle = await model.save(context.out, {
    dataset: { name: dataset.name, digest: dataset.digest, synthetic: dataset.synthetic },
    split,
    metrics: { test: evaluation.test, testSeenExcluded: evaluation.testSeenExcluded },
    settings: { recipe: "context-baseline", ties },
    ...(context.interactions ? { test } : { interactions: "none" }),
  });

  return { dataset, split, history, evaluation, baselines, example, bundle };
}
