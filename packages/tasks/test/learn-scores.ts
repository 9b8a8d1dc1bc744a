import type { Runtime } from "@towerkit/kernels";
import type { RetrievalBatch, RetrievalTask } from "../src/index.js";

/** Learns one score for each candidate, for a single query, by plain gradient descent. */
export function learnScores(
  task: RetrievalTask,
  rows: Omit<RetrievalBatch, "queries" | "candidates" | "dim" | "querySlots">,
  { numCandidates, runtime }: { readonly numCandidates: number; readonly runtime: Runtime },
): Float32Array {
  const candidates = new Float32Array(numCandidates);
  const batch = {
    ...rows,
    queries: Float32Array.of(1),
    candidates,
    dim: 1,
    querySlots: new Int32Array(rows.candidateSlots.length),
  };
  for (let step = 0; step < 400; step++) {
    const { candidateGradients } = task.lossAndGradients(batch, { runtime });
    for (let c = 0; c < numCandidates; c++) candidates[c] -= 0.2 * candidateGradients[c];
  }
  return candidates;
}

/** Scores as differences from the last one, as a softmax knows no more. */
export const differences = (scores: Float32Array): Float32Array =>
  scores.map((score) => score - (scores.at(-1) ?? 0));
