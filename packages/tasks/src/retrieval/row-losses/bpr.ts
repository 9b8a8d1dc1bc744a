import { createNegativeLogistic } from "./negative-logistic.js";
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
