/**
 * Replaces each value by the sum of all the others, without taking anything away from the total:
 * the sum of those before it (in rising order) plus the sum of those after it (in falling order).
 * Small sums beside a large value keep all their digits this way.
 *
 * @param values - the first `count` are read.
 * @param out - the first `count` are overwritten; another array than `values`.
 */
export function sumsOutside(values: Float64Array, count: number, out: Float64Array): void {
  let before = 0;
  for (let i = 0; i < count; i++) {
    out[i] = before;
    before += values[i];
  }
  let after = 0;
  for (let i = count - 1; i >= 0; i--) {
    out[i] += after;
    after += values[i];
  }
}
