import { logFromOne } from "../numeric/log.js";

/** In how many of the fitted texts each token of a vocabulary stands. */
export interface DocumentFrequencies {
  /** How many texts there were, empty ones included. */
  readonly documents: number;
  /** `[vocabulary.length]` */
  readonly counts: readonly number[];
}

/**
 * What one occurrence of each id weighs, `[1 + counts.length]`: log(1 + documents / (1 + count)), in
 * float32 as Keras has it. Id 0, for unknown tokens, weighs the mean of the others.
 */
export function inverseDocumentFrequencies({
  documents,
  counts,
}: DocumentFrequencies): Float32Array {
  const weights = new Float32Array(1 + counts.length);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    weights[i + 1] = logFromOne(1 + documents / (1 + counts[i]));
    sum += weights[i + 1];
  }
  weights[0] = counts.length === 0 ? logFromOne(1 + documents) : sum / counts.length;
  return weights;
}
