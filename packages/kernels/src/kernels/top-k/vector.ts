import type { Machine } from "../../machine/machine.js";
import { DECLINED } from "../../runtime/kernel.js";
import type { TopKInput } from "./input.js";

/** As many scores enter the memory at a time: few enough to be still in the cache when looked at. */
const SCORES_AT_A_TIME = 1 << 16;

/** Scores are looked through so many at a time: `SCAN` of assembly/kernels/select-best. */
const SCAN = 16;

/** `topK` on the machine; it declines where a score is infinity or not a number. */
export function topKOnMachine(
  machine: Machine,
  { scores, k, indices, values }: TopKInput,
): number | typeof DECLINED {
  const { memory } = machine;
  const most = Math.min(k, scores.length);
  const at = memory.scratch({
    scores: Math.ceil(Math.min(SCORES_AT_A_TIME, scores.length) / SCAN) * SCAN,
    list: 2 * most,
    size: 1,
    failed: 1,
    merged: 2 * most,
    indices: most,
    values: most,
  });
  const size = memory.ints(at.size, 1);
  const failed = memory.ints(at.failed, 1);
  size[0] = 0;
  failed[0] = 0;
  for (let first = 0; first < scores.length; first += SCORES_AT_A_TIME) {
    const part = scores.subarray(first, first + SCORES_AT_A_TIME);
    const padded = Math.ceil(part.length / SCAN) * SCAN;
    const row = memory.floats(at.scores, padded);
    row.set(part);
    row.fill(-Infinity, part.length);
    const job = [at.scores, padded * 4, first, at.list, at.size, most, at.failed];
    machine.run("TOP_K", job, { blocks: 1, operations: padded });
    if (failed[0] !== 0) return DECLINED;
  }
  const job = [1, 1, at.list, at.size, most, most, at.merged, at.indices, at.values, at.size];
  machine.run("TOP_K_MERGE", job, { blocks: 1, operations: most });
  const found = size[0];
  indices.set(memory.ints(at.indices, found));
  values.set(memory.floats(at.values, found));
  return found;
}
