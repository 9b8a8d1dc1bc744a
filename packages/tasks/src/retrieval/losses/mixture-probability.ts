import { ConfigError, checkInteger } from "@towerkit/core";

/**
 * How likely a column of mixed negatives is to hold an item: of `rows + uniform` columns the first
 * hold it with its share of the train rows, the others with 1 / catalogueSize, so
 * `p = (rows · share + uniform / catalogueSize) / (rows + uniform)` (Yang and others, 2020).
 * @param options - `share`: the item's share of the train rows, from 0 to 1; `rows`: of the batch.
 * @throws ConfigError for a share outside [0, 1], or counts that are no whole numbers from 1.
 */
export function mixtureProbability(options: {
  readonly share: number;
  readonly rows: number;
  readonly uniform: number;
  readonly catalogueSize: number;
}): number {
  const { share } = options;
  const rows = checkInteger("rows", options.rows, 1);
  const uniform = checkInteger("uniform", options.uniform, 1);
  const catalogueSize = checkInteger("catalogueSize", options.catalogueSize, 1);
  if (!(share >= 0 && share <= 1)) {
    throw new ConfigError(`share is ${share}; an item's share of the train rows is from 0 to 1.`);
  }
  return (rows * share + uniform / catalogueSize) / (rows + uniform);
}
