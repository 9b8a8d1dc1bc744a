import { columnOf, NumericError, shown, type TableLike } from "@towerkit/core";

/** A column of labels. */
export interface Labels {
  /** `[rows]`: 0 where a row has none. */
  readonly values: Float32Array;
  /** `[rows]`: 1 where a row has a label, else 0; undefined where all have one. */
  readonly present: Float32Array | undefined;
}

/**
 * Reads a column of labels.
 * @param what - how messages call the table.
 * @throws ConfigError for a missing column, NumericError for a label that is neither null nor a finite number.
 */
export function readLabels(table: TableLike, column: string, what: string): Labels {
  const given = columnOf(table, column, what);
  const values = new Float32Array(given.length);
  const present = new Float32Array(given.length).fill(1);
  let missing = 0;
  for (let row = 0; row < given.length; row++) {
    const label = given[row];
    if (label === null || label === undefined) {
      present[row] = 0;
      missing++;
      continue;
    }
    if (typeof label !== "number" || !Number.isFinite(Math.fround(label))) {
      throw new NumericError(
        `${what}: ${column} of row ${row} (from 0) is ${shown(label)}; a label must be a finite number, or null where there is none.`,
      );
    }
    values[row] = label;
  }
  return { values, present: missing > 0 ? present : undefined };
}

/** The mean of the labels that there are; 0 where there is none. */
export function meanLabel({ values, present }: Labels): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const weight = present === undefined ? 1 : present[row];
    sum += weight * values[row];
    count += weight;
  }
  return count > 0 ? sum / count : 0;
}
