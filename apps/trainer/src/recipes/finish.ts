import { popularity, random } from "@towerkit/baselines";
import type { TableLike } from "@towerkit/core";
import type { Evaluation, History, MultiTask, TwoTower } from "@towerkit/models";
import type { AccuracyCutoff, Ties } from "@towerkit/tasks";
import { compareScorers } from "../training/compare-scorers.js";
import type { Example, Mixture, RecipeContext, RecipeResult, SplitDescription } from "./recipe.js";

/** A trained model, and what it was trained and is to be tested on. */
export interface Lesson<Q extends object, C extends object> {
  readonly dataset: { readonly name: string; readonly digest: string; readonly synthetic: boolean };
  readonly split: SplitDescription;
  readonly train: TableLike;
  readonly test: TableLike;
  /** The rows whose films lists leave out: the train rows, the default, and rows for validation. */
  readonly seen?: TableLike;
  readonly model: TwoTower<Q, C> | MultiTask<Q, C>;
  readonly history: History;
  /** How equal scores rank, for the model and for those beside it. */
  readonly ties: Ties;
  /** What to ask the model for an example. */
  readonly query: Q;
  /** Of the rows that a source tested on, where it did not keep the two apart. */
  readonly shareOfTrainRows?: number;
  /** Further lines to print. */
  readonly notes?: readonly string[];
}

/**
 * Steps 5 to 8 of `quickstart`: the ranks of the test rows, popularity and chance beside them, five
 * films for somebody, and the bundle.
 */
export async function finish<Q extends object, C extends object>(
  context: RecipeContext,
  lesson: Lesson<Q, C>,
): Promise<RecipeResult> {
  const { dataset, split, train, test, seen = train, model, history, ties, query } = lesson;
  const { recipe, seed, runtime } = context;
  const { candidateIds, itemKey } = model;

  // 5. The rank of each test film, and of each train film.
  const evaluationBegan = context.elapsed();
  const tested = await model.evaluate(test, { ties, runtime });
  context.onTested(tested);
  const evaluation = {
    test: tested,
    testSeenExcluded: await model.evaluate(test, { exclude: seen, ties, runtime }),
    train: await model.evaluate(train, { ties, runtime }),
    seconds: context.elapsed() - evaluationBegan,
  };

  // 6. Two rankers that know nothing of the user, under the same rule.
  const baselines = await compareScorers(
    {
      popularity: popularity({ train, candidateIds, itemKey }),
      random: random({ candidateIds, seed }),
    },
    { train: seen, test, candidateIds, itemKey, ties, runtime },
  );

  // 7. Five films: for a user, such as they did not rate in training.
  const user = "user_id" in query ? String(query.user_id) : undefined;
  const recommender = await model.recommender({ ...(user && { exclude: seen }), runtime });
  const recommendations = await recommender.recommend(query, { k: 5 });
  const example: Example =
    user === undefined ? { query, recommendations } : { user, anotherUser: "7", recommendations };

  // 8. The bundle remembers the rule for ties, and whether lists left out more than it holds, for
  //    `towerkit evaluate`.
  const validationRows = seen.numRows() - train.numRows();
  const bundle = await model.save(context.out, {
    dataset: { name: dataset.name, digest: dataset.digest, synthetic: dataset.synthetic },
    split,
    metrics: { test: evaluation.test, testSeenExcluded: evaluation.testSeenExcluded },
    settings: {
      recipe,
      ...(ties === "optimistic" && { ties }),
      ...(validationRows > 0 && { validationRows }),
    },
    ...(context.interactions ? { test } : { interactions: "none" }),
  });

  const { shareOfTrainRows, notes = [] } = lesson;
  return {
    dataset,
    split,
    history,
    evaluation,
    ...(shareOfTrainRows !== undefined && { mixture: mixtureOf(evaluation, shareOfTrainRows) }),
    baselines,
    example,
    notes,
    bundle,
  };
}

/** A share of hits is a mean over rows, so that of a mixture is the mean by weight. */
function mixtureOf(
  { train, test }: Readonly<Record<"train" | "test", Evaluation>>,
  shareOfTrainRows: number,
): Mixture {
  const mixed = (k: AccuracyCutoff) =>
    shareOfTrainRows * train.top_k[k] + (1 - shareOfTrainRows) * test.top_k[k];
  return {
    shareOfTrainRows,
    top_k: { 1: mixed("1"), 5: mixed("5"), 10: mixed("10"), 50: mixed("50"), 100: mixed("100") },
  };
}
