import { ConfigError, checkInteger, shown } from "@towerkit/core";
import { checkInts, checkNotNegative, checkOffsets, checkTypedArray } from "../../checks/arrays.js";
import type { InBatchSoftmax64Input } from "./in-batch-softmax-64.js";
import type { ForbiddenItems, HardNegatives, InBatchSoftmaxInput } from "./input.js";

const INVERSES = "positiveInverseProbabilities";
/** So many columns can be counted in 32 bits. */
const MOST_COLUMNS = 2 ** 31 - 1;

type Input = InBatchSoftmaxInput | InBatchSoftmax64Input;

/**
 * Checks what says which columns are negatives of which positives. The rest must have been checked.
 * @throws ConfigError for a wrong type, length, sign or setting, NumericError for what is not finite.
 */
export function checkNegatives(input: Input, floats: "Float32Array" | "Float64Array"): void {
  const { itemIds, removeAccidentalHits, forbidden, hardNegatives } = input;
  const numCandidates = input.columnWeights.length;
  if (itemIds !== undefined) checkInts("itemIds", itemIds, numCandidates);
  if (removeAccidentalHits !== undefined && typeof removeAccidentalHits !== "boolean") {
    throw new ConfigError(
      `removeAccidentalHits must be true or false, got ${shown(removeAccidentalHits)}.`,
    );
  }
  if (forbidden !== undefined) checkForbidden(forbidden, input.positiveOffsets.length - 1);
  if (hardNegatives !== undefined) checkHardNegatives(hardNegatives, input.columnWeights);
  checkInverses(input, floats);
}

function checkForbidden({ offsets, itemIds }: ForbiddenItems, numQueries: number): void {
  checkInts("forbidden.itemIds", itemIds);
  checkOffsets("forbidden.offsets", offsets, { rows: numQueries, total: itemIds.length });
}

function checkHardNegatives(
  { count, columnCounts }: HardNegatives,
  columnWeights: ArrayLike<number>,
): void {
  checkInteger("hardNegatives.count", count, 1);
  checkInts("hardNegatives.columnCounts", columnCounts, columnWeights.length);
  let columns = 0;
  for (let c = 0; c < columnCounts.length; c++) {
    const columnCount = columnCounts[c];
    columns += columnCount;
    const isRight = columnWeights[c] === 0 ? columnCount === 0 : columnCount > 0;
    if (!isRight) {
      throw new ConfigError(
        `hardNegatives.columnCounts[${c}] is ${columnCount} and columnWeights[${c}] is ${columnWeights[c]}; both must be above 0, or both 0.`,
      );
    }
  }
  if (columns > MOST_COLUMNS) {
    throw new ConfigError(
      `hardNegatives.columnCounts holds ${columns} columns; there can be ${MOST_COLUMNS} at most.`,
    );
  }
}

function checkInverses(input: Input, floats: "Float32Array" | "Float64Array"): void {
  const { positiveInverseProbabilities: inverses } = input;
  if (inverses === undefined) {
    const option = whatNeedsInverses(input);
    if (option === undefined) return;
    throw new ConfigError(
      `${INVERSES} is missing: ${option} needs to know how much a positive's own column weighs.`,
    );
  }
  checkTypedArray(INVERSES, inverses, floats, input.positiveCandidates.length);
  checkNotNegative(INVERSES, inverses);
  const zero = inverses.indexOf(0);
  if (zero !== -1) throw new ConfigError(`${INVERSES}[${zero}] is 0; it must be above 0.`);
}

function whatNeedsInverses(input: Input): string | undefined {
  if (input.removeAccidentalHits) return "removeAccidentalHits";
  if (input.forbidden !== undefined) return "forbidden";
  return input.hardNegatives === undefined ? undefined : "hardNegatives";
}
