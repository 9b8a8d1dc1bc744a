import { checkFinite, NumericError } from "@towerkit/core";
import type { EmbeddingTable } from "@towerkit/towers";

/**
 * Runs a part of training; where numbers grew out of bounds, it says when that was and what helps.
 * @throws NumericError in place of the one that `work` throws; other errors as they are.
 */
export function blamingDivergence<T>(when: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NumericError)) throw error;
    throw new NumericError(
      `training diverged in ${when}: ${error.message} A smaller learning rate may help; the model stays as it was.`,
      { cause: error },
    );
  }
}

/** @throws NumericError naming the first number of some tables that is not finite. */
export function checkWeights(tables: ReadonlyMap<string, EmbeddingTable>): void {
  for (const [name, { data }] of tables) checkFinite(`the table "${name}"`, data);
}
