import { ConfigError, checkFinite, checkLength, shown } from "@towerkit/core";
import type { RankingBatch, RankingLossFunction } from "./types.js";

/**
 * Checks a batch before any arithmetic.
 * @returns Σ weight.
 */
export function checkRankingBatch(batch: RankingBatch, loss: RankingLossFunction): number {
  const { predictions, labels, weights, listOffsets } = batch;
  const rows = predictions.length;
  checkLength("labels", labels, rows);
  checkFinite("predictions", predictions);
  checkFinite("labels", labels);
  if (loss.isListwise !== (listOffsets !== undefined)) {
    throw new ConfigError(
      loss.isListwise
        ? `${loss.kind} compares the rows of a list; say with listOffsets which rows are one.`
        : `${loss.kind} looks at each row alone and would not use listOffsets; leave them out.`,
    );
  }
  if (listOffsets !== undefined) checkLists(listOffsets, rows);
  const weighed = listOffsets === undefined ? rows : listOffsets.length - 1;
  if (weights === undefined) return weighed;
  checkLength("weights", weights, weighed);
  checkFinite("weights", weights);
  let sum = 0;
  for (let i = 0; i < weighed; i++) {
    if (weights[i] < 0) {
      throw new ConfigError(`weights[${i}] is ${weights[i]}; a weight must be a number from 0.`);
    }
    sum += weights[i];
  }
  return sum;
}

/** @throws ConfigError unless the lists follow one another and hold all rows. */
export function checkLists(offsets: Int32Array, rows: number): void {
  if (offsets.length === 0 || offsets[0] !== 0 || offsets[offsets.length - 1] !== rows) {
    throw new ConfigError(
      `listOffsets must begin with 0 and end with the number of rows, ${rows}, got ${shown(offsets[0])} to ${shown(offsets[offsets.length - 1])}.`,
    );
  }
  for (let list = 0; list + 1 < offsets.length; list++) {
    if (offsets[list] > offsets[list + 1]) {
      throw new ConfigError(
        `listOffsets[${list + 1}] is ${offsets[list + 1]}, below the one before it; lists follow one another.`,
      );
    }
  }
}
