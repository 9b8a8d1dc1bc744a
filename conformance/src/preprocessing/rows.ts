import type { Bags } from "@towerkit/features";

/** The ids of each row of a ragged column. */
export function idsOfRows({ offsets, values }: Bags): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, row) => [
    ...values.subarray(offsets[row], offsets[row + 1]),
  ]);
}
