import { log } from "@towerkit/kernels";
import type { RowColumns } from "./row-columns.js";

/**
 * Takes all but the hardest columns of a row out: those of the highest score − log p stay, of equal ones
 * those of the lower candidate.
 * @param scores - `[candidates]`; undefined where all are equal.
 */
export function keepHardest(
  { count, slots, inverses }: RowColumns,
  scores: Float32Array | undefined,
  hardNegatives: number,
): void {
  const logits = new Float64Array(count);
  const counting: number[] = [];
  for (let j = 0; j < count; j++) {
    if (inverses[j] === 0) continue;
    logits[j] = (scores?.[slots[j]] ?? 0) + log(inverses[j]);
    counting.push(j);
  }
  counting.sort((a, b) => logits[b] - logits[a] || slots[a] - slots[b] || a - b);
  for (const j of counting.slice(hardNegatives)) inverses[j] = 0;
}
