import { popularity, random } from "@towerkit/baselines";
import { DatasetError, tableFromColumns } from "@towerkit/core";
import { randomSplit } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { compareScorers } from "../training/compare-scorers.js";
import type { OwnData } from "../training/own-data.js";
import type { RecipeResult, TrainingContext } from "./recipe.js";

/**
 * The model of `quickstart` on anyone's interactions: who did what with which item.
 * @throws DatasetError if there are too few rows to keep one aside.
 */
export async function ownData(context: TrainingContext, dataset: OwnData): Promise<RecipeResult> {
  const { seed, splitSeed, runtime } = context;

  // 1. The data. Every item that the file names can be recommended; they stand in the order of
  //    their ids, so that the order of the file tells nothing.
  const { interactions } = dataset;
  if (interactions.numRows() < FEWEST_ROWS) {
    throw new DatasetError(
      `there are ${interactions.numRows()} interactions; at least ${FEWEST_ROWS} are needed, to train on some and keep one aside.`,
      { file: dataset.origin.location },
    );
  }
  const items = tableFromColumns({
    item_id: [...new Set(interactions.array("item_id") as ArrayLike<string> & string[])].sort(),
  });

  // 2. A fifth of the rows, drawn at random, is kept aside to be guessed.
  const { train, test } = randomSplit(interactions, { test: 0.2, seed: splitSeed });
  const split = { kind: "random", train: train.numRows(), test: test.numRows(), seed: splitSeed };

  // 3. The model of `quickstart`: a point of 32 numbers for each user and each item.
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }),
    candidate: tower({ item_id: stringLookup().embedding(32) }),
    task: retrieval(),
    seed,
  });

  // 4. Training, as `quickstart` trains.
  const history = await model.fit(train, {
    candidates: items,
    optimizer: adagrad(0.1),
    batchSize: 8192,
    epochs: context.epochs ?? 3,
    ...context.training,
    ...context.watching(test),
  });

  // 5. How high does each kept-aside item rank among all items for its user?
  const evaluationBegan = context.elapsed();
  const tested = await model.evaluate(test, { runtime });
  context.onTested(tested);
  const evaluation = {
    test: tested,
    testSeenExcluded: await model.evaluate(test, { exclude: train, runtime }),
    train: await model.evaluate(train, { runtime }),
    seconds: context.elapsed() - evaluationBegan,
  };

  // 6. Two rankers that know nothing of the user.
  const candidateIds = model.candidateIds;
  const baselines = await compareScorers(
    {
      popularity: popularity({ train, candidateIds, itemKey: "item_id" }),
      random: random({ candidateIds, seed }),
    },
    { train, test, candidateIds, itemKey: "item_id", runtime },
  );

  // 7. Five items for the first user of the file's train rows.
  const [user, anotherUser] = firstTwo(train.array("user_id") as ArrayLike<string>);
  const recommender = await model.recommender({ exclude: train, runtime });
  const example = {
    user,
    anotherUser,
    recommendations: await recommender.recommend({ user_id: user }, { k: 5 }),
  };

  // 8. The bundle keeps times and ratings beside the rows, where the file has them.
  const bundle = await model.save(context.out, {
    dataset: { name: dataset.name, digest: dataset.digest, synthetic: false },
    split,
    metrics: { test: evaluation.test, testSeenExcluded: evaluation.testSeenExcluded },
    settings: { recipe: context.recipe },
    ...(context.interactions ? { test } : { interactions: "none" }),
  });

  const { name } = dataset;
  return {
    dataset: { name, synthetic: false },
    split,
    history,
    evaluation,
    baselines,
    example,
    bundle,
  };
}

/** A fifth of three rows is, rounded, one. */
const FEWEST_ROWS = 3;

/** The first two different values; the first one twice where there is no other. */
function firstTwo(values: ArrayLike<string>): [string, string] {
  let row = 1;
  while (row < values.length && values[row] === values[0]) row += 1;
  return [values[0], values[row] ?? values[0]];
}
