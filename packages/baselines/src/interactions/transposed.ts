import type { Ragged } from "@towerkit/core";

/**
 * Turns lists over: the items of each user become the users of each item, rising.
 * @param size - how many lists come out; every value is below it.
 */
export function transposed({ offsets, values }: Ragged, size: number): Ragged {
  const turned = new Int32Array(size + 1);
  for (let at = 0; at < values.length; at++) turned[values[at] + 1]++;
  for (let value = 0; value < size; value++) turned[value + 1] += turned[value];
  const next = turned.slice();
  const lists = new Int32Array(values.length);
  for (let list = 0; list + 1 < offsets.length; list++) {
    for (let at = offsets[list]; at < offsets[list + 1]; at++) lists[next[values[at]]++] = list;
  }
  return { offsets: turned, values: lists };
}
