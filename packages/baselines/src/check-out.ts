import { checkLength } from "@towerkit/core";

/** @throws ConfigError unless `out` has room for one score a query and candidate, and no more. */
export function checkOut(
  out: Float32Array,
  queries: readonly unknown[],
  numCandidates: number,
): void {
  checkLength("out", out, queries.length * numCandidates);
}
