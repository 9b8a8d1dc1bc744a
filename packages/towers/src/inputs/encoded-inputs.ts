import type { Matrix } from "@towerkit/core";
import type { Bags } from "@towerkit/features";

/**
 * A feature's column after encoding: an id a row `[rows]`, a bag of ids a row, or a row of numbers
 * `[rows, dim]`.
 */
export type EncodedFeature = Int32Array | Bags | Matrix;

/** Columns of some rows after encoding: no strings any more. */
export interface EncodedInputs {
  readonly rows: number;
  /** Of each feature of the tower, in its order. */
  readonly features: readonly EncodedFeature[];
}

export const isBags = (feature: EncodedFeature): feature is Bags => "offsets" in feature;

/** The ids that stand somewhere in an encoded feature; none where it is numbers. */
export function idsOf(feature: EncodedFeature): Int32Array {
  if (feature instanceof Int32Array) return feature;
  return isBags(feature) ? feature.values : new Int32Array(0);
}

/** Some rows of bags, in any order. */
export function pickBags({ offsets, values, weights }: Bags, rows: Int32Array): Bags {
  const picked = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    picked[i + 1] = picked[i] + offsets[rows[i] + 1] - offsets[rows[i]];
  }
  const pickedValues = new Int32Array(picked[rows.length]);
  const pickedWeights = weights && new Float32Array(pickedValues.length);
  for (let i = 0; i < rows.length; i++) {
    const from = offsets[rows[i]];
    for (let to = picked[i]; to < picked[i + 1]; to++) {
      pickedValues[to] = values[from + to - picked[i]];
      if (weights && pickedWeights) pickedWeights[to] = weights[from + to - picked[i]];
    }
  }
  return {
    offsets: picked,
    values: pickedValues,
    ...(pickedWeights && { weights: pickedWeights }),
  };
}

/** Some rows of numbers, in any order: `[rows.length, dim]`. */
export function pickNumbers({ dim, data }: Matrix, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length * dim);
  for (let i = 0; i < rows.length; i++) {
    for (let d = 0; d < dim; d++) picked[i * dim + d] = data[rows[i] * dim + d];
  }
  return picked;
}

/** Some rows of an encoded feature, in any order. */
function pickFeature(feature: EncodedFeature, rows: Int32Array): EncodedFeature {
  if (feature instanceof Int32Array) return rows.map((row) => feature[row]);
  if (isBags(feature)) return pickBags(feature, rows);
  return { rows: rows.length, dim: feature.dim, data: pickNumbers(feature, rows) };
}

/** Some rows of encoded inputs, in any order. */
export const pickInputs = ({ features }: EncodedInputs, rows: Int32Array): EncodedInputs => ({
  rows: rows.length,
  features: features.map((feature) => pickFeature(feature, rows)),
});
