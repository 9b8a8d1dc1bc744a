import { ConfigError, columnOf, shown, type TableLike } from "@towerkit/core";
import type { EncodedInputs, Tower } from "@towerkit/towers";
import { readLabels } from "../data/labels.js";
import type { RankerIdentity } from "./settings.js";

/** A table in the numbers that a ranker works on. */
export interface RankerRows {
  /** Of all rows of the table. */
  readonly inputs: EncodedInputs;
  /** `[table rows]`: 0 where a row has none. */
  readonly labels: Float32Array;
  /** The rows that have a label, as rows of the table; list by list where they are grouped. */
  readonly labelled: Int32Array;
  /** `[lists + 1]`: list l is those of `labelled` from `listOffsets[l]` to before the next. */
  readonly listOffsets: Int32Array | undefined;
  readonly outOfVocabulary: number;
}

/**
 * Encodes a table once.
 * @param options - `group`: the column whose equal values make a list; undefined where nothing asks for lists.
 * @param what - how messages call the table.
 * @throws ConfigError for a missing column or a table without a label, NumericError for a label that is no
 * finite number.
 */
export function readRankerRows(
  table: TableLike,
  {
    tower,
    label,
    task,
    group,
  }: Pick<RankerIdentity, "label" | "task" | "group"> & { readonly tower: Tower },
  what: string,
): RankerRows {
  const { values: labels, present } = readLabels(table, label, what);
  const rows = Int32Array.from(labels.keys()).filter((row) => present?.[row] !== 0);
  if (rows.length === 0) {
    throw new ConfigError(`${what} has no row with a ${label}; it must have at least one.`);
  }
  if (task.loss.kind === "logistic") checkShares(labels, label, what);
  const { inputs, outOfVocabulary } = tower.encodeColumns(table);
  const lists = group === undefined ? undefined : listsOf(rows, columnOf(table, group, what));
  return {
    inputs,
    labels,
    labelled: lists === undefined ? rows : Int32Array.from(lists.flat()),
    listOffsets: lists && offsetsOf(lists),
    outOfVocabulary,
  };
}

function checkShares(labels: Float32Array, label: string, what: string): void {
  const wrong = labels.findIndex((value) => value < 0 || value > 1);
  if (wrong < 0) return;
  throw new ConfigError(
    `${what}: ${label} of row ${wrong} (from 0) is ${shown(labels[wrong])}; the logistic loss takes labels from 0 to 1.`,
  );
}

/** Rows of equal value together, in the order in which the values come. */
function listsOf(rows: Int32Array, values: ArrayLike<unknown>): readonly number[][] {
  const lists = new Map<unknown, number[]>();
  for (const row of rows) {
    const list = lists.get(values[row]);
    if (list === undefined) lists.set(values[row], [row]);
    else list.push(row);
  }
  return [...lists.values()];
}

function offsetsOf(lists: readonly (readonly number[])[]): Int32Array {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = offsets[i] + list.length;
  });
  return offsets;
}

/**
 * The weight of each list: that of its rows.
 * @param weights - `[table rows]`
 * @throws ConfigError if rows of a list weigh differently.
 */
export function weightsOfLists(
  weights: Float32Array,
  labelled: Int32Array,
  listOffsets: Int32Array,
): Float32Array {
  const ofLists = new Float32Array(listOffsets.length - 1);
  for (let list = 0; list < ofLists.length; list++) {
    ofLists[list] = weights[labelled[listOffsets[list]]];
    for (let place = listOffsets[list]; place < listOffsets[list + 1]; place++) {
      const weight = weights[labelled[place]];
      if (weight === ofLists[list]) continue;
      throw new ConfigError(
        `train: the rows of a list must have one weight, and row ${labelled[place]} (from 0) has ${weight}, another of its list ${ofLists[list]}.`,
      );
    }
  }
  return ofLists;
}
