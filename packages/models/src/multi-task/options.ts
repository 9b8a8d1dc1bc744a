import type { ValidationMeasures } from "../training/history.js";
import type { TwoTowerOptions } from "../two-tower/settings.js";
import type { HeadEvaluation } from "./evaluate.js";
import type { HeadsOptions } from "./heads.js";
import type { TaskWeights } from "./learning.js";

/** What a {@link MultiTask} is made of. */
export interface MultiTaskOptions<Q extends object, C extends object>
  extends TwoTowerOptions<Q, C> {
  /** What is learnt beside retrieval, each over both towers' embeddings; the one called `rating` predicts ratings. */
  readonly heads: HeadsOptions;
  /**
   * What the losses of `retrieval` and of each head are multiplied by, from 0; or `"uncertainty"`, which
   * learns it. A loss that is a sum over a batch outweighs a mean by the batch's size: see `reduction` of
   * `retrieval` and `ranking`. Default: 1 each.
   */
  readonly weights?: TaskWeights;
}

/** What validation measures, the heads' errors among it. */
export interface MultiTaskMeasures extends ValidationMeasures {
  readonly heads: Readonly<Record<string, HeadEvaluation>>;
}
