import type { Runtime } from "@towerkit/kernels";
import { forEachItem } from "../interactions/co-occurrences.js";
import type { Interactions } from "../interactions/interactions.js";
import { invertPositiveDefinite } from "../linear-algebra/invert-positive-definite.js";

/** Some columns of EASE's B: row `i` is what having chosen item `i` adds to their scores. */
export interface WeightStripe {
  readonly firstColumn: number;
  readonly columns: number;
  /** `[numItems, columns]` */
  readonly table: Float32Array;
}

/** A stripe has about so many values, 4 MB, which the kernels take in and caches can hold. */
const STRIPE_VALUES = 2 ** 20;

/** Solves for EASE's B, cut into stripes of columns. */
export function itemWeights(
  interactions: Interactions,
  regularization: number,
  runtime: Runtime,
): WeightStripe[] {
  const { numItems } = interactions;
  const matrix = regularizedGram(interactions, regularization);
  invertPositiveDefinite(matrix, numItems, runtime);
  const width = 16 * Math.max(1, Math.floor(STRIPE_VALUES / numItems / 16));
  const numStripes = Math.ceil(numItems / width);
  return Array.from({ length: numStripes }, (_, stripe) =>
    stripeOf(matrix, numItems, {
      firstColumn: stripe * width,
      columns: Math.min(width, numItems - stripe * width),
    }),
  );
}

/** The lower half of XᵀX + λI. */
function regularizedGram(interactions: Interactions, regularization: number): Float64Array {
  const { numItems } = interactions;
  const gram = new Float64Array(numItems * numItems);
  forEachItem(interactions, (item, counts) => {
    const row = item * numItems;
    for (let other = 0; other <= item; other++) gram[row + other] = counts[other];
    gram[row + item] += regularization;
  });
  return gram;
}

/** Divides columns of the inverse, of which the lower half is given, by its diagonal. */
function stripeOf(
  inverse: Float64Array,
  numItems: number,
  { firstColumn, columns }: { readonly firstColumn: number; readonly columns: number },
): WeightStripe {
  const table = new Float32Array(numItems * columns);
  for (let c = 0; c < columns; c++) {
    const column = firstColumn + c;
    const pivot = -inverse[column * numItems + column];
    for (let row = 0; row < column; row++) {
      table[row * columns + c] = inverse[column * numItems + row] / pivot;
    }
  }
  for (let row = firstColumn + 1; row < numItems; row++) {
    const below = Math.min(columns, row - firstColumn);
    for (let c = 0; c < below; c++) {
      const column = firstColumn + c;
      table[row * columns + c] =
        -inverse[row * numItems + column] / inverse[column * numItems + column];
    }
  }
  return { firstColumn, columns, table };
}
