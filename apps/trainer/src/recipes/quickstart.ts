import { popularity, random } from "@towerkit/baselines";
import { randomSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { compareScorers } from "../training/compare-scorers.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * The shortest way from ratings to recommendations: who rated what, and nothing else.
 */
export async function quickstart(context: RecipeContext): Promise<RecipeResult> {
  const { seed, splitSeed, runtime } = context;

  // 1. The data: 100,000 ratings of 1,682 films by 943 users. What was rated is all we use;
  //    a low rating, too, says that someone chose to watch.
  const dataset = await context.movielens100kOrSynthetic();
  const { ratings, movies } = dataset;

  // 2. A fifth of the rows, drawn at random, is kept aside to be guessed.
  const { train, test } = randomSplit(ratings, { test: 0.2, seed: splitSeed });
  const split = { kind: "random", train: train.numRows(), test: test.numRows(), seed: splitSeed };

  // 3. The model: each user and each film is a point, and a user's films should lie their way.
  //    A batch's other films serve as wrong answers. Popular ones serve too often, which
  //    `retrieval` corrects by each film's share of the train rows (the "log-q" correction).
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }),
    candidate: tower({ movie_title: stringLookup().embedding(32) }),
    task: retrieval(),
    seed,
  });

  // 4. Training. The loss starts near chance, and ought to fall below it.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 8192,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test),
  });

  // 5. How high does each kept-aside film rank among all films for its user? A product would
  //    not show what the user has seen: the second ranking leaves those films out.
  const evaluationBegan = context.elapsed();
  const tested = await model.evaluate(test, { runtime });
  context.onTested(tested);
  const evaluation = {
    test: tested,
    testSeenExcluded: await model.evaluate(test, { exclude: train, runtime }),
    train: await model.evaluate(train, { runtime }),
    seconds: context.elapsed() - evaluationBegan,
  };

  // 6. Is that good? Two rankers that know nothing of the user stand beside it.
  const candidateIds = model.candidateIds;
  const baselines = await compareScorers(
    {
      popularity: popularity({ train, candidateIds, itemKey: "movie_title" }),
      random: random({ candidateIds, seed }),
    },
    { train, test, candidateIds, itemKey: "movie_title", runtime },
  );

  // 7. Five films for one user, none of which they rated in training.
  const recommender = await model.recommender({ exclude: train, runtime });
  const recommendations = await recommender.recommend({ user_id: "42" }, { k: 5 });
  const example = { user: "42", anotherUser: "7", recommendations };

  // 8. The bundle: a folder from which `towerkit recommend` and others answer.
  const bundle = await model.save(context.out, {
    dataset: { name: dataset.name, digest: dataset.digest, synthetic: dataset.synthetic },
    split,
    metrics: { test: evaluation.test, testSeenExcluded: evaluation.testSeenExcluded },
    settings: { recipe: context.recipe },
    ...(context.interactions ? { test } : { interactions: "none" }),
  });

  return { dataset, split, history, evaluation, baselines, example, bundle };
}
