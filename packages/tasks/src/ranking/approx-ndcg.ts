import { checkPositive } from "@towerkit/core";
import { exp, log2 } from "@towerkit/kernels";
import { eachList, type List, listwise } from "./listwise.js";
import type { RankingBatch, RankingLossFunction } from "./types.js";

/** log(2), to raise 2 to the power of a label. */
const { LN2 } = Math;

/**
 * 1 − NDCG of a list, with ranks made smooth: `rank_i = 1 + Σ_j σ((s_j − s_i) / temperature)`
 * (ApproxNDCG: Qin, Liu and Li, 2010). Gains are `2^label − 1`; a list without any costs 0.
 * @param options - `temperature` is 0.1 unless given; smaller is closer to NDCG and harder to learn.
 * @throws ConfigError if `temperature` is not above 0.
 */
export function approxNdcg(options: { readonly temperature?: number } = {}): RankingLossFunction {
  const temperature = checkPositive("approxNdcg temperature", options.temperature ?? 0.1);
  return listwise("approxNdcg", { temperature }, (batch, gradients) => {
    gradients.fill(0);
    return eachList(batch, (list) => lossOfList(batch, list, temperature, gradients));
  });
}

function lossOfList(
  { predictions, labels }: RankingBatch,
  { from, to, weight }: List,
  temperature: number,
  gradients: Float32Array,
): number {
  const gains = Array.from(labels.subarray(from, to), (label) => exp(label * LN2) - 1);
  const ideal = idealGain(gains);
  if (ideal === 0) return 0;
  let reached = 0;
  for (let i = from; i < to; i++) {
    let rank = 1;
    for (let j = from; j < to; j++) {
      if (j !== i) rank += sigmoid((predictions[j] - predictions[i]) / temperature);
    }
    const discount = log2(1 + rank);
    const gain = gains[i - from] / ideal;
    reached += gain / discount;
    // d(1 − gain / log2(1 + rank)) / d rank
    const slope = (weight * gain) / (discount * discount * (1 + rank) * LN2);
    for (let j = from; j < to; j++) {
      if (j === i) continue;
      const share = sigmoid((predictions[j] - predictions[i]) / temperature);
      const moved = (slope * share * (1 - share)) / temperature;
      gradients[j] += moved;
      gradients[i] -= moved;
    }
  }
  return weight * (1 - reached);
}

function idealGain(gains: readonly number[]): number {
  const best = [...gains].sort((a, b) => b - a);
  return best.reduce((sum, gain, i) => sum + gain / log2(i + 2), 0);
}

const sigmoid = (x: number): number => 1 / (1 + exp(-x));
