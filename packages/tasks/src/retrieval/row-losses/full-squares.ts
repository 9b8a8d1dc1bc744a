import { checkPositive, KeptArray } from "@towerkit/core";
import { type QueryLoss, scaleByOtherRows, sumOf } from "./query-rows.js";
import type { RowLoss } from "./row-loss.js";

export interface FullSquaresOptions {
  /** α, what the square of a score that should be 0 weighs, against 1 for one that should be 1. Default 0.1. */
  readonly unobservedWeight?: number;
}

/**
 * `(1 − s_ui)² + α/W_u · Σ_j s_uj²`, where every other candidate j of the catalogue is a negative and W_u is the
 * weight of all rows that the batch has of the query: together they cost their own squares, and α times those
 * of the others once. It is what implicit matrix factorisation makes small (Hu, Koren and Volinsky, 2008; Rendle
 * and others, "Revisiting the Performance of iALS", 2021), for towers of any make. Most alike are batches of
 * whole queries: see `fit`'s `batchBy`. Scores are to be 1 and 0, so leave the temperature at 1. A step costs
 * time in proportion to the catalogue.
 * @throws ConfigError for a weight that is not above 0.
 */
export function fullSquares(options: FullSquaresOptions = {}): RowLoss {
  const { unobservedWeight = 0.1 } = options;
  checkPositive("fullSquares unobservedWeight", unobservedWeight);
  return {
    kind: "fullSquares",
    settings: { unobservedWeight },
    needs: { kind: "catalogue" },
    columns: "catalogue",
    usesCosines: false,
    overQuery: createQueryLoss(unobservedWeight),
    compute({ positive, scores, counts, queryWeight }, gradients) {
      const scale = queryWeight === 0 ? 0 : unobservedWeight / queryWeight;
      const missing = 1 - positive;
      let squares = 0;
      for (let j = 0; j < scores.length; j++) {
        squares += counts[j] * scores[j] * scores[j];
        gradients[j] = 2 * scale * counts[j] * scores[j];
      }
      return { loss: missing * missing + scale * squares, positiveGradient: -2 * missing };
    },
  };
}

/** A query's squares are summed once, and each row takes those of its own item off. */
function createQueryLoss(unobservedWeight: number): QueryLoss {
  const keptFactors = new KeptArray(Float64Array);
  const keptScratch = new KeptArray(Float64Array);
  return (rows, slopes) => {
    const { scores, counts, ownScores, weights, ownColumns } = rows;
    const queryWeight = sumOf(weights);
    const scale = queryWeight === 0 ? 0 : unobservedWeight / queryWeight;
    let all = 0;
    for (let j = 0; j < scores.length; j++) {
      all += counts[j] * scores[j] * scores[j];
      slopes.columns[j] = scores[j];
    }
    const factors = keptFactors.take(ownScores.length);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      let squares = all;
      for (const column of ownColumns[row]) {
        squares -= counts[column] * scores[column] * scores[column];
      }
      const missing = 1 - ownScores[row];
      factors[row] = 2 * weights[row] * scale;
      sum += weights[row] * (missing * missing + scale * Math.max(0, squares));
      slopes.own[row] = -2 * weights[row] * missing;
    }
    scaleByOtherRows(rows, factors, slopes.columns, keptScratch.take(counts.length));
    return sum;
  };
}
