import { ConfigError, NumericError, shown } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RankingLoss, RankingTask } from "../ranking/types.js";
import type { RetrievalBatch, RetrievalLoss, RetrievalTask } from "../retrieval/types.js";
import type { JointTask, JointTaskOptions, MultiTaskLoss, Tasks } from "./types.js";
import { uncertainWeight } from "./uncertainty.js";

/**
 * Learns several tasks at once: `Σ weight × loss`, the gradients of each task multiplied by its weight.
 *
 * With `weights: "uncertainty"` each task t has a log variance s_t of its own among `parameters`, and the
 * loss is `Σ_t share_t · exp(−s_t) · L_t + n_t · s_t / 2`, which is least where σ² is what the task cannot
 * explain: noisy tasks weigh less (Kendall, Gal and Cipolla, "Multi-task learning using uncertainty to weigh
 * losses", CVPR 2018). share is ½ for the squared error and the Huber loss, else 1; n is Σ row weights, or 1
 * for a task with `reduction: "mean"`.
 *
 * @throws ConfigError for no tasks, or weights that are negative, not finite, all 0, or not one for each task.
 * @example
 * const task = multiTask(
 *   { retrieval: retrieval(), rating: ranking() },
 *   { weights: { retrieval: 1, rating: 0.5 } },
 * );
 * const { loss, tasks } = task.lossAndGradients({ retrieval: pairs, rating: ratings }, { runtime });
 */
export function multiTask<const T extends Tasks>(
  tasks: T,
  options: JointTaskOptions<T> = {},
): JointTask<T> {
  const names = Object.keys(tasks);
  if (names.length === 0) {
    throw new ConfigError("tasks is empty; multiTask needs at least one, such as retrieval().");
  }
  const weights = (options.weights ??
    Object.fromEntries(names.map((name) => [name, 1]))) as NonNullable<
    JointTaskOptions<T>["weights"]
  >;
  if (weights !== "uncertainty") checkWeights(names, weights);
  const parameters = new Float32Array(weights === "uncertainty" ? names.length : 0);
  return {
    kind: "multiTask",
    tasks,
    weights,
    parameters,
    lossAndGradients(batches, { runtime }) {
      checkNames("batches", names, batches);
      const sum = {
        loss: 0,
        tasks: {} as Record<string, RetrievalLoss | RankingLoss>,
        weights: {} as Record<string, number>,
        parameterGradients: new Float32Array(parameters.length),
      };
      names.forEach((name, t) => {
        const task = tasks[name] as RetrievalTask | RankingTask;
        const result = lossOf(task, batches[name] as RetrievalBatch, runtime);
        const { weight, penalty, gradient } =
          weights === "uncertainty"
            ? uncertainWeight(task, result, parameters[t])
            : { weight: weights[name] as number, penalty: 0, gradient: 0 };
        scaleGradients(result, weight);
        sum.loss += weight * result.loss + penalty;
        sum.tasks[name] = result;
        sum.weights[name] = weight;
        if (weights === "uncertainty") sum.parameterGradients[t] = gradient;
      });
      if (!Number.isFinite(sum.loss)) {
        throw new NumericError(
          `the loss of all tasks is ${sum.loss}; the weights ${shown(Object.values(sum.weights).join(", "))} have grown too large. A lower learning rate helps.`,
        );
      }
      return sum as unknown as MultiTaskLoss<T>;
    },
  };
}

/** Each kind of task takes its own kind of batch, which it checks. */
function lossOf(
  task: RetrievalTask | RankingTask,
  batch: RetrievalBatch,
  runtime: Runtime,
): RetrievalLoss | RankingLoss {
  return (task as RetrievalTask).lossAndGradients(batch, { runtime });
}

function scaleGradients(result: RetrievalLoss | RankingLoss, weight: number): void {
  if (weight === 1) return;
  const all =
    "gradients" in result ? [result.gradients] : [result.queryGradients, result.candidateGradients];
  for (const gradients of all) {
    for (let i = 0; i < gradients.length; i++) gradients[i] *= weight;
  }
}

function checkWeights(names: readonly string[], weights: Readonly<Record<string, unknown>>): void {
  checkNames("weights", names, weights);
  for (const name of names) {
    const weight = weights[name];
    if (typeof weight !== "number" || !Number.isFinite(weight) || weight < 0) {
      throw new ConfigError(
        `weights.${name} must be a finite number from 0, got ${shown(weight)}.`,
      );
    }
  }
  if (names.every((name) => weights[name] === 0)) {
    throw new ConfigError("every weight is 0, so no task would teach anything.");
  }
}

function checkNames(what: string, names: readonly string[], given: unknown): void {
  if (typeof given !== "object" || given === null) {
    throw new ConfigError(`${what} must name the tasks ${names.join(", ")}, got ${shown(given)}.`);
  }
  const missing = names.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) {
    throw new ConfigError(`${what}.${missing} is missing: each task needs its own.`);
  }
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ConfigError(
      `${what}.${unknown} belongs to no task; the tasks are ${names.join(", ")}.`,
    );
  }
}
