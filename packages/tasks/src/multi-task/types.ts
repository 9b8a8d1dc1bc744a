import type { Runtime } from "@towerkit/kernels";
import type { RankingBatch, RankingLoss, RankingTask } from "../ranking/types.js";
import type { RetrievalBatch, RetrievalLoss, RetrievalTask } from "../retrieval/types.js";

/** Tasks by names of the caller's choice. */
export type Tasks = Readonly<Record<string, RetrievalTask | RankingTask>>;

type BatchOf<Task> = Task extends RetrievalTask ? RetrievalBatch : RankingBatch;
type LossOf<Task> = Task extends RetrievalTask ? RetrievalLoss : RankingLoss;

/** Each task's batch. */
export type MultiTaskBatch<T extends Tasks> = { readonly [Name in keyof T]: BatchOf<T[Name]> };

export interface JointTaskOptions<T extends Tasks> {
  /**
   * What each task's loss is multiplied by, from 0; or `"uncertainty"`, which learns it. Default: 1 each.
   */
  readonly weights?: { readonly [Name in keyof T]: number } | "uncertainty";
}

/** The weighted sum of the tasks' losses, and its gradients. */
export interface MultiTaskLoss<T extends Tasks> {
  /** What all gradients here are of. */
  readonly loss: number;
  /** Each task's own loss, its gradients multiplied by the task's weight. */
  readonly tasks: { readonly [Name in keyof T]: LossOf<T[Name]> };
  /** What each task's loss was multiplied by. */
  readonly weights: { readonly [Name in keyof T]: number };
  /** As `parameters`: the derivative of `loss` by each. */
  readonly parameterGradients: Float32Array;
}

/** Several tasks that are learnt at once. */
export interface JointTask<T extends Tasks> {
  readonly kind: "multiTask";
  readonly tasks: T;
  readonly weights: { readonly [Name in keyof T]: number } | "uncertainty";
  /**
   * With `"uncertainty"` the logarithm of each task's variance, 0 at first and in the order of `tasks`: an
   * optimizer moves them against `parameterGradients`. Empty otherwise.
   */
  readonly parameters: Float32Array;
  /**
   * The weighted loss of a batch for each task.
   * @throws ConfigError where a batch is missing, or as the task says. NumericError for a loss or parameter
   * that is not finite.
   */
  lossAndGradients(
    batches: MultiTaskBatch<T>,
    options: { readonly runtime: Runtime },
  ): MultiTaskLoss<T>;
}
