import type { Matrix } from "@towerkit/core";
import type { Bags } from "@towerkit/features";

/**
 * A bag of ids for each row: row r is `values[starts[r] … ends[r])`. Rows may share stretches, so a
 * long history is not copied for each row that looks back on it.
 */
export interface EncodedBags {
  /** `[rows]` */
  readonly starts: Int32Array;
  /** `[rows]` */
  readonly ends: Int32Array;
  readonly values: Int32Array;
  /** `[values.length]`: how much each id counts. Default: 1 each. */
  readonly weights?: Float32Array;
  /**
   * The share of `values` that each step of training hides, drawn anew. Rows that share no stretch are
   * then different ones even where they hold the same. Default: nothing is hidden.
   */
  readonly hidden?: number;
}

/**
 * A feature's column after encoding: an id a row `[rows]`, a bag of ids a row, or a row of numbers
 * `[rows, dim]`.
 */
export type EncodedFeature = Int32Array | EncodedBags | Matrix;

/** Columns of some rows after encoding: no strings any more. */
export interface EncodedInputs {
  readonly rows: number;
  /** Of each feature of the tower, in its order. */
  readonly features: readonly EncodedFeature[];
}

export const isBags = (feature: EncodedFeature): feature is EncodedBags => "starts" in feature;

/** Bags that follow one another as stretches of their values. */
export const asEncodedBags = ({ offsets, ...bags }: Bags): EncodedBags => ({
  starts: offsets.subarray(0, offsets.length - 1),
  ends: offsets.subarray(1),
  ...bags,
});

/** Bags without their padding: without the ids below `firstId`, which stand for nothing. */
export function withoutPadding(bags: Bags, firstId: number): Bags {
  const { offsets, values, weights } = bags;
  if (firstId === 0 || !values.some((id) => id < firstId)) return bags;
  const isKept = (_: number, i: number) => values[i] >= firstId;
  const kept = new Int32Array(offsets.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    kept[row + 1] = kept[row];
    for (let i = offsets[row]; i < offsets[row + 1]; i++) if (isKept(0, i)) kept[row + 1]++;
  }
  return {
    offsets: kept,
    values: values.filter(isKept),
    ...(weights && { weights: weights.filter(isKept) }),
  };
}

/** Copies the bags of some rows, in any order, so that they follow one another. */
export function copyBags({ starts, ends, values, weights }: EncodedBags, rows: Int32Array): Bags {
  const offsets = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    offsets[i + 1] = offsets[i] + ends[rows[i]] - starts[rows[i]];
  }
  const copied = new Int32Array(offsets[rows.length]);
  const copiedWeights = weights && new Float32Array(copied.length);
  for (let i = 0, to = 0; i < rows.length; i++) {
    for (let from = starts[rows[i]]; from < ends[rows[i]]; from++, to++) {
      copied[to] = values[from];
      if (weights && copiedWeights) copiedWeights[to] = weights[from];
    }
  }
  return { offsets, values: copied, ...(copiedWeights && { weights: copiedWeights }) };
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
  if (isBags(feature)) {
    const { starts, ends } = feature;
    return {
      ...feature,
      starts: rows.map((row) => starts[row]),
      ends: rows.map((row) => ends[row]),
    };
  }
  return { rows: rows.length, dim: feature.dim, data: pickNumbers(feature, rows) };
}

/** Some rows of encoded inputs, in any order. */
export const pickInputs = ({ features }: EncodedInputs, rows: Int32Array): EncodedInputs => ({
  rows: rows.length,
  features: features.map((feature) => pickFeature(feature, rows)),
});
