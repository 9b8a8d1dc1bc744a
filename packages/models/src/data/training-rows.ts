import {
  ConfigError,
  columnOf,
  NumericError,
  shown,
  type TableLike,
  tableFromColumns,
} from "@towerkit/core";
import { placesOf } from "@towerkit/tasks";
import {
  distinctInputs,
  type EncodedInputs,
  type Tower,
  type TrainingTargets,
} from "@towerkit/towers";
import type { NegativesOfRows } from "../training/row-negatives.js";
import type { Catalogue } from "./catalogue.js";
import { readListedNegatives } from "./listed-negatives.js";

/** A train table in the numbers that training runs on: no string is touched after this. */
export interface TrainingRows {
  readonly count: number;
  /** The distinct inputs of the query tower. */
  readonly queries: EncodedInputs;
  /** `[count]`: each row's place among `queries`. */
  readonly queryOfRow: Int32Array;
  /** `[count]`: each row's item, as a row of the catalogue. */
  readonly candidateOfRow: Int32Array;
  /** `[count]`, if the rows are weighted. */
  readonly weights: Float32Array | undefined;
  /** Which rows a step may learn from, where it hides some of what the query tower reads. */
  readonly targets?: TrainingTargets;
  /** What is a negative of single rows, if a column lists it. */
  readonly negatives?: NegativesOfRows;
  /** `[catalogue]`: how many rows each item has. */
  readonly trainCounts: Int32Array;
  /** How many rows were counted: as many as there are, unless the counts are another table's. */
  readonly countedRows: number;
  readonly outOfVocabulary: number;
}

/**
 * Encodes a train table once, before training.
 * @param options - `weights`: the column with the rows' weights, if they have any; `classWeights`: a column
 * whose values weigh; `negatives`: the column with lists of the rows' own negatives.
 * @throws ConfigError if a row's item is not in the catalogue, a weight is negative or no number, or
 * all weights are 0. NumericError if a weight is not finite.
 */
export function readTrainingRows(
  train: TableLike,
  {
    query,
    catalogue,
    weights,
    classWeights,
    negatives,
  }: {
    readonly query: Tower;
    readonly catalogue: Catalogue;
    readonly weights: string | undefined;
    readonly classWeights?: ClassWeights | undefined;
    readonly negatives?: string | undefined;
  },
): TrainingRows {
  const candidateOfRow = candidatesOf(train, catalogue);
  const rowWeights = rowWeightsOf(train, weights, classWeights);
  const { inputs, outOfVocabulary } = query.encodeColumns(train);
  const { distinct, slotOfRow } = distinctInputs(inputs);
  const targets = query.trainingTargets(train);
  const trainCounts = new Int32Array(catalogue.ids.length);
  for (let row = 0; row < candidateOfRow.length; row++) trainCounts[candidateOfRow[row]]++;
  return {
    count: train.numRows(),
    queries: distinct,
    queryOfRow: slotOfRow,
    candidateOfRow,
    weights: rowWeights,
    ...(targets && { targets }),
    ...(negatives !== undefined && {
      negatives: readListedNegatives(train, negatives, { catalogue, candidateOfRow }),
    }),
    trainCounts,
    countedRows: train.numRows(),
    outOfVocabulary,
  };
}

/** The rows of a table whose item is in the catalogue. */
export function withKnownItems(table: TableLike, { itemKey, rowOf }: Catalogue): TableLike {
  const places = placesOf(columnOf(table, itemKey, "validation"), rowOf, `validation: ${itemKey}`);
  const known = Int32Array.from(places.keys()).filter((row) => places[row] >= 0);
  if (known.length === table.numRows()) return table;
  return tableFromColumns(
    Object.fromEntries(
      table.columnNames().map((name) => {
        const column = columnOf(table, name);
        return [name, Array.from(known, (row) => column[row])];
      }),
    ),
  );
}

function candidatesOf(train: TableLike, { itemKey, rowOf }: Catalogue): Int32Array {
  const keys = columnOf(train, itemKey, "train");
  const candidates = placesOf(keys, rowOf, `train: ${itemKey}`);
  const absent = candidates.indexOf(-1);
  if (absent >= 0) {
    throw new ConfigError(
      `train: ${itemKey} ${shown(keys[absent])} of row ${absent} (from 0) is not among the candidates; ` +
        "add it to the candidates table or leave the row out.",
    );
  }
  return candidates;
}

/** How much rows count by what stands in one of their columns. */
export interface ClassWeights {
  readonly column: string;
  /** By the value, as a string; 1 for whatever is not named. */
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * A row's own weight times that of its class; undefined where neither is asked for.
 * @throws ConfigError if a weight is negative or no number, or all are 0. NumericError if one is not finite.
 */
export function rowWeightsOf(
  train: TableLike,
  weights: string | undefined,
  classWeights: ClassWeights | undefined,
): Float32Array | undefined {
  const own = weights === undefined ? undefined : weightsOf(train, weights);
  if (classWeights === undefined) return own;
  const { column, weights: byClass } = classWeights;
  const classes = columnOf(train, column, "train");
  const together = new Float32Array(classes.length);
  for (let row = 0; row < together.length; row++) {
    const value = String(classes[row]);
    const weight = Object.hasOwn(byClass, value) ? byClass[value] : 1;
    together[row] = checkWeight(weight, `the class weight of ${column}`, row) * (own?.[row] ?? 1);
  }
  if (together.every((weight) => weight === 0)) {
    throw new ConfigError(
      `train: the class weights of ${column} leave every row at 0, so none would teach anything.`,
    );
  }
  return together;
}

function weightsOf(train: TableLike, column: string): Float32Array {
  const values = columnOf(train, column, "train");
  const weights = new Float32Array(values.length);
  let largest = 0;
  for (let row = 0; row < values.length; row++) {
    weights[row] = checkWeight(values[row], column, row);
    largest = Math.max(largest, weights[row]);
  }
  if (largest === 0) {
    throw new ConfigError(
      `train: every weight in ${column} is 0, so no row would teach anything; leave weights out to weigh all rows alike.`,
    );
  }
  return weights;
}

function checkWeight(weight: unknown, column: string, row: number): number {
  const found = `train: ${column} of row ${row} (from 0) is ${shown(weight)};`;
  if (typeof weight !== "number" || weight < 0) {
    throw new ConfigError(`${found} a weight must be a number from 0.`);
  }
  if (!Number.isFinite(Math.fround(weight))) {
    throw new NumericError(`${found} a weight must be finite, also as a 32-bit float.`);
  }
  return weight;
}
