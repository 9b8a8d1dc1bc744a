/** Catalogue rows that are negatives of single train rows: those of row `r` are `offsets[r] … offsets[r + 1]`. */
export interface NegativesOfRows {
  readonly offsets: Int32Array;
  readonly candidates: Int32Array;
}

/** The negatives of a batch's rows, one row after another. */
export function negativesOfRows(
  negatives: NegativesOfRows | undefined,
  batch: Int32Array,
): NegativesOfRows | undefined {
  if (negatives === undefined) return undefined;
  const offsets = new Int32Array(batch.length + 1);
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i];
    offsets[i + 1] = offsets[i] + negatives.offsets[row + 1] - negatives.offsets[row];
  }
  const candidates = new Int32Array(offsets[batch.length]);
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i];
    candidates.set(
      negatives.candidates.subarray(negatives.offsets[row], negatives.offsets[row + 1]),
      offsets[i],
    );
  }
  return { offsets, candidates };
}
