import type { RowLoss } from "./row-loss.js";
import { logSigmoid, sigmoid } from "./sigmoid.js";

/**
 * `−log σ(s_ui − s_uj)`, the mean over the row's negatives j: the own candidate is to score above each
 * (Bayesian personalised ranking: Rendle and others, 2009).
 */
export function bpr(): RowLoss {
  return {
    kind: "bpr",
    settings: {},
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
