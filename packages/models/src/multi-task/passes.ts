import type { JointTask, RankingBatch, RankingLoss, Tasks } from "@towerkit/tasks";
import { type LayerGradients, sideBySide } from "@towerkit/towers";
import type { Labels } from "../data/labels.js";
import { pick } from "../training/pick.js";
import type { StepSums } from "../training/trainee.js";
import { uninformedLoss } from "../training/uninformed.js";
import {
  type BatchPasses,
  createBatchEncoder,
  type EncodedBatch,
  type RetrievalParts,
} from "../two-tower/trainee.js";
import type { Head } from "./heads.js";
import type { Uncertainty } from "./uncertainty.js";

/** A head, and what the rows teach it. */
export interface TaughtHead {
  readonly head: Head;
  readonly labels: Labels;
  /** What would be predicted for every row if nothing were known of it. */
  readonly uninformed: number;
}

/** Takes batches through two towers, a retrieval task, and heads. */
export function createMultiTaskPasses(
  parts: RetrievalParts,
  task: JointTask<Tasks>,
  heads: readonly TaughtHead[],
  uncertainty: Uncertainty,
): BatchPasses {
  const { runtime } = parts;
  const encode = createBatchEncoder(parts);
  return (batch, step, context) => {
    const encoded = encode(batch, step, context);
    const { queryPass, candidatePass, pairs } = encoded;
    const input = sideBySide(pairs);
    const passes = heads.map(({ head }) => head.network.forward(input, batch.length, context));
    const batches = heads.map(({ labels }, h) =>
      rankingBatch(passes[h].output, labels, batch, pairs.rowWeights),
    );
    const result = task.lossAndGradients(
      {
        retrieval: pairs,
        ...Object.fromEntries(heads.map(({ head }, h) => [head.name, batches[h]])),
      } as never,
      { runtime },
    );
    const chances = heads.map(({ head, uninformed }, h) =>
      uninformedLoss(head.task.loss, batches[h], uninformed, runtime),
    );
    return {
      sums: sumsOf(result, uncertainty, {
        retrieval: (result.tasks["retrieval"] as { chanceSum: number }).chanceSum,
        ...Object.fromEntries(heads.map(({ head }, h) => [head.name, chances[h]])),
      }),
      backward: () => {
        const ofHeads = heads.map(({ head }, h) =>
          passes[h].backward((result.tasks[head.name] as RankingLoss).gradients),
        );
        const retrieval = result.tasks["retrieval"] as {
          readonly queryGradients: Float32Array;
          readonly candidateGradients: Float32Array;
        };
        for (const found of ofHeads) addToPairs(found, encoded, retrieval);
        return [
          ...queryPass.backward(retrieval.queryGradients),
          ...candidatePass.backward(retrieval.candidateGradients),
          ...heads.flatMap(({ head }, h) => head.learnt.gradients(ofHeads[h].parameters)),
          ...uncertainty.gradients(result.parameterGradients),
        ];
      },
    };
  };
}

/** What a head's task is given: a row without a label weighs nothing. */
function rankingBatch(
  predictions: Float32Array,
  { values, present }: Labels,
  batch: Int32Array,
  rowWeights: ArrayLike<number> | undefined,
): RankingBatch {
  const labels = pick(values, batch, new Float32Array(batch.length));
  if (present === undefined && rowWeights === undefined) return { predictions, labels };
  const weights = Float32Array.from(
    batch,
    (row, i) =>
      (present === undefined ? 1 : present[row]) * (rowWeights === undefined ? 1 : rowWeights[i]),
  );
  return { predictions, labels, weights };
}

type Result = ReturnType<JointTask<Tasks>["lossAndGradients"]>;

/**
 * The weighted sum of the tasks' mean losses of a row, times the rows, whatever each task's reduction: a
 * task whose rows weigh less than retrieval's counts as if they weighed as much.
 */
function sumsOf(
  { tasks, weights }: Result,
  uncertainty: Uncertainty,
  chances: Readonly<Record<string, number>>,
): StepSums {
  const { weightSum } = tasks["retrieval"];
  let lossSum = 0;
  let chanceSum = 0;
  const sums: Record<string, number> = {};
  for (const [name, result] of Object.entries(tasks)) {
    const scale = result.weightSum > 0 ? weightSum / result.weightSum : 0;
    const penalty = scale > 0 ? (uncertainty.logVarianceOf(name) * weightSum) / 2 : 0;
    sums[name] = result.lossSum * scale;
    lossSum += weights[name] * sums[name] + penalty;
    chanceSum += weights[name] * chances[name] * scale + penalty;
  }
  return { lossSum, chanceSum, weightSum, tasks: sums };
}

/** Adds a head's gradients of its input to those of the embeddings that stood there. */
function addToPairs(
  { input }: LayerGradients,
  { pairs }: EncodedBatch,
  into: { readonly queryGradients: Float32Array; readonly candidateGradients: Float32Array },
): void {
  const { dim, querySlots, candidateSlots } = pairs;
  const { queryGradients, candidateGradients } = into;
  for (let row = 0, at = 0; row < querySlots.length; row++, at += 2 * dim) {
    const query = querySlots[row] * dim;
    const candidate = candidateSlots[row] * dim;
    for (let d = 0; d < dim; d++) {
      queryGradients[query + d] += input[at + d];
      candidateGradients[candidate + d] += input[at + dim + d];
    }
  }
}
