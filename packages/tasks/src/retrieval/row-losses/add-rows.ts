import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import {
  countOf,
  putBack,
  type QueryRows,
  type QuerySlopes,
  sumOf,
  takeOut,
} from "./query-rows.js";
import type { RowLoss } from "./row-loss.js";

/** Makes the function that does for a query's rows, one after another, what `RowLoss.overQuery` does at once. */
export function createRowsAdder(
  loss: RowLoss,
  runtime: Runtime,
): (rows: QueryRows, slopes: QuerySlopes) => number {
  const keptCounts = new KeptArray(Float64Array);
  const rowCounts = new KeptArray(Float32Array);
  const rowSlopes = new KeptArray(Float32Array);
  return (rows, slopes) => {
    const { scores, counts, total, ownScores, weights, ownColumns, catalogueSize } = rows;
    const ofRow = rowCounts.take(counts.length);
    const gradients = rowSlopes.take(counts.length);
    const kept = keptCounts.take(counts.length);
    const size = catalogueSize === undefined ? {} : { catalogueSize };
    const queryWeight = sumOf(weights);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      const own = ownColumns[row];
      const others = total - countOf(own, counts);
      takeOut(counts, own, kept);
      ofRow.set(counts);
      putBack(counts, own, kept);
      const { loss: found, positiveGradient } = loss.compute(
        { positive: ownScores[row], scores, counts: ofRow, total: others, queryWeight, ...size },
        gradients,
        runtime,
      );
      sum += weights[row] * found;
      slopes.own[row] = weights[row] * positiveGradient;
      for (let j = 0; j < counts.length; j++) slopes.columns[j] += weights[row] * gradients[j];
    }
    return sum;
  };
}
