import { negativesOf, type RowLoss, type RowNegativesOptions } from "./row-loss.js";
import { logSigmoid, sigmoid } from "./sigmoid.js";

/**
 * `−log σ(s_ui − s_uj)`, the mean over the row's negatives j: the own candidate is to score above each
 * (Bayesian personalised ranking: Rendle and others, 2009).
 * @param options - `negatives`: so many drawn items instead of the batch's columns.
 * @throws ConfigError unless `negatives` is a whole number from 1, or left out.
 */
export function bpr(options: RowNegativesOptions = {}): RowLoss {
  const { counted, ...negatives } = negativesOf("bpr", options);
  return {
    kind: "bpr",
    settings: counted,
    ...negatives,
    usesCosines: false,
    compute({ positive, scores, counts, total }, gradients) {
      let loss = 0;
      let pulled = 0;
      for (let j = 0; j < scores.length; j++) {
        const share = total === 0 ? 0 : counts[j] / total;
        gradients[j] = 0;
        if (share === 0) continue;
        const lead = positive - scores[j];
        loss -= share * logSigmoid(lead);
        gradients[j] = share * sigmoid(-lead);
        pulled += gradients[j];
      }
      return { loss, positiveGradient: -pulled };
    },
  };
}
