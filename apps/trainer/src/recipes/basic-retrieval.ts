import { popularity, random } from "@towerkit/baselines";
import { tutorialSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { compareScorers } from "../training/compare-scorers.js";
import type { RecipeContext, RecipeResult } from "./recipe.js";

/**
 * The retrieval model of the well-known TensorFlow Recommenders tutorial, on its very split, so
 * that its figures can be laid beside that library's own: .2315 at top-100.
 */
export async function basicRetrieval(context: RecipeContext): Promise<RecipeResult> {
  const { seed, runtime } = context;

  // 1. The data. Made data could not be laid beside a published figure, so none stands in.
  const dataset = await context.movielens100k();
  const { ratings, movies } = dataset;

  // 2. The tutorial's own 80,000 and 20,000 rows.
  const { train, test } = tutorialSplit(ratings);
  const split = { kind: "tutorial", train: train.numRows(), test: test.numRows(), seed: null };

  // 3. The model: one point of 32 numbers for each user and each title. Titles that two films
  //    share count once. The tutorial does not correct for popular films being drawn often as
  //    wrong answers, and so it learns to rank them too low: compare with plain popularity below.
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }),
    candidate: tower({ movie_title: stringLookup().embedding(32) }),
    task: retrieval({ samplingCorrection: false }),
    seed,
  });

  // 4. Training, with the tutorial's optimizer and batches.
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 8192,
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
    settings: { recipe: "basic-retrieval", ties },
    ...(context.interactions ? { test } : { interactions: "none" }),
  });

  return { dataset, split, history, evaluation, baselines, example, bundle };
}
