import { log2 } from "@towerkit/kernels";

/**
 * An item's training rows ÷ the mean of that over the training rows themselves (Σ count² ÷ Σ count):
 * 1 is as popular as what was chosen in training. Its mean over recommended items is average recommendation
 * popularity (Yin et al., VLDB 2012) in the unit in which popularity lift compares it (Abdollahpouri et
 * al., RecSys 2020).
 */
export function popularityOfItems(trainCounts: Int32Array): Float64Array {
  let rows = 0;
  let squares = 0;
  for (const count of trainCounts) {
    rows += count;
    squares += count * count;
  }
  return Float64Array.from(trainCounts, (count) => (count * rows) / squares);
}

/**
 * An item's self-information in bits, −log₂ p, where p = (training rows of it + 1) ÷ (all of them +
 * catalogue size), so that an item never seen has one too (Zhou et al., PNAS 2010; Vargas and Castells,
 * RecSys 2011).
 */
export function noveltyOfItems(trainCounts: Int32Array): Float64Array {
  const all = trainCounts.reduce((sum, count) => sum + count, 0) + trainCounts.length;
  return Float64Array.from(trainCounts, (count) => log2(all / (count + 1)));
}
