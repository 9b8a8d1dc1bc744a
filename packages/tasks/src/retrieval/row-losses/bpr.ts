import { KeptArray } from "@towerkit/core";
import { exp } from "@towerkit/kernels";
import { createNegativeLogistic } from "./negative-logistic.js";
import { createPowers, middleOf, sumLogistic } from "./query-logistic.js";
import { countOf, putBack, type QueryLoss, takeOut } from "./query-rows.js";
import { negativesOf, type RowLoss, type RowNegativesOptions } from "./row-loss.js";

/**
 * `−log σ(s_ui − s_uj)`, the mean over the row's negatives j: the own candidate is to score above each
 * (Bayesian personalised ranking: Rendle and others, 2009).
 * @param options - `negatives`: so many drawn items instead of the batch's columns.
 * @throws ConfigError unless `negatives` is a whole number from 1, or left out.
 */
export function bpr(options: RowNegativesOptions = {}): RowLoss {
  const { counted, ...negatives } = negativesOf("bpr", options);
  const logistic = createNegativeLogistic();
  return {
    kind: "bpr",
    settings: counted,
    ...negatives,
    usesCosines: false,
    overQuery: createQueryLoss(),
    compute(row, gradients, runtime) {
      const scale = row.total === 0 ? 0 : 1 / row.total;
      // −log σ(s_ui − s_uj) = log(1 + exp(s_uj − s_ui))
      const loss = logistic(row, { shift: row.positive, scale, gradients, runtime });
      let pulled = 0;
      for (let j = 0; j < gradients.length; j++) pulled += gradients[j];
      return { loss, positiveGradient: -pulled };
    },
  };
}

/** exp(s_uj − s_ui) is exp(s_uj − m) · exp(m − s_ui): a query needs one power a column, not one a pair. */
function createQueryLoss(): QueryLoss {
  const powersOf = createPowers();
  const keptPowers = new KeptArray(Float64Array);
  const found = { loss: 0, shares: 0 };
  return (rows, slopes, runtime) => {
    const { scores, counts, total, ownScores, weights, ownColumns } = rows;
    const middle = middleOf(scores, ownScores);
    const powers = powersOf(rows, middle, runtime);
    if (powers === undefined) return undefined;
    const kept = keptPowers.take(powers.length);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      const own = ownColumns[row];
      const others = total - countOf(own, counts);
      const scale = others === 0 ? 0 : weights[row] / others;
      const factor = exp(middle - ownScores[row]);
      takeOut(powers, own, kept);
      sumLogistic(rows, powers, { factor, scale, slopes: slopes.columns }, found);
      putBack(powers, own, kept);
      sum += scale * found.loss;
      slopes.own[row] = -scale * found.shares;
    }
    for (let j = 0; j < counts.length; j++) slopes.columns[j] *= counts[j];
    return sum;
  };
}
