import { ConfigError, KeptArray, shown } from "@towerkit/core";
import { countOf, type QueryLoss, scaleByOtherRows } from "./query-rows.js";
import { negativesOf, type RowLoss, type RowNegativesOptions } from "./row-loss.js";

export interface CosineContrastiveOptions extends RowNegativesOptions {
  /** Below it a negative's cosine costs nothing, from -1 to below 1. Default 0.4. */
  readonly margin?: number;
  /** What the mean over the negatives is multiplied by; above 0. Default 150. */
  readonly negativeWeight?: number;
}

/**
 * `(1 − cos_ui) + negativeWeight × mean over negatives j of max(0, cos_uj − margin)`: the loss of
 * SimpleX (Mao and others, 2021), which forgives easy negatives altogether. It learns cosines: let towers end
 * in `l2Normalize`, so that what is ranked by dot products is ranked by them too.
 * @throws ConfigError for a margin outside [-1, 1) a weight that is not above 0, or `negatives` that are no
 * whole number from 1.
 */
export function cosineContrastive(options: CosineContrastiveOptions = {}): RowLoss {
  const { margin = 0.4, negativeWeight = 150 } = options;
  if (typeof margin !== "number" || !(margin >= -1 && margin < 1)) {
    throw new ConfigError(
      `cosineContrastive margin must be from -1 to below 1, got ${shown(margin)}.`,
    );
  }
  if (typeof negativeWeight !== "number" || !(negativeWeight > 0 && negativeWeight < Infinity)) {
    throw new ConfigError(
      `cosineContrastive negativeWeight must be above 0, got ${shown(negativeWeight)}.`,
    );
  }
  const { counted, ...negatives } = negativesOf("cosineContrastive", options);
  return {
    kind: "cosineContrastive",
    settings: { margin, negativeWeight, ...counted },
    ...negatives,
    usesCosines: true,
    overQuery: createQueryLoss(margin, negativeWeight),
    compute({ positive, scores, counts, total }, gradients) {
      const scale = total === 0 ? 0 : negativeWeight / total;
      let loss = 1 - positive;
      for (let j = 0; j < scores.length; j++) {
        const excess = scores[j] - margin;
        gradients[j] = excess > 0 ? scale * counts[j] : 0;
        if (gradients[j] > 0) loss += gradients[j] * excess;
      }
      return { loss, positiveGradient: -1 };
    },
  };
}

/** What a negative costs is the same for all rows of a query: it is found once, less each row's own item. */
function createQueryLoss(margin: number, negativeWeight: number): QueryLoss {
  const keptFactors = new KeptArray(Float64Array);
  const keptScratch = new KeptArray(Float64Array);
  return (rows, slopes) => {
    const { scores, counts, total, ownScores, weights, ownColumns } = rows;
    let all = 0;
    for (let j = 0; j < scores.length; j++) {
      slopes.columns[j] = scores[j] > margin ? 1 : 0;
      all += counts[j] * Math.max(0, scores[j] - margin);
    }
    const factors = keptFactors.take(ownScores.length);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      let negative = all;
      for (const column of ownColumns[row]) {
        negative -= counts[column] * Math.max(0, scores[column] - margin);
      }
      const others = total - countOf(ownColumns[row], counts);
      const scale = others === 0 ? 0 : negativeWeight / others;
      factors[row] = weights[row] * scale;
      sum += weights[row] * (1 - ownScores[row] + scale * negative);
      slopes.own[row] = -weights[row];
    }
    scaleByOtherRows(rows, factors, slopes.columns, keptScratch.take(counts.length));
    return sum;
  };
}
