import { ConfigError, checkIndices, checkLength, KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { EncodedInputs } from "../inputs.js";
import { type ColumnRange, readColumns, writeColumns } from "./columns.js";
import { RowNumbering } from "./row-numbering.js";
import type { FittedTable, SparseGradient } from "./table.js";

/** A feature of a fitted tower. */
export interface FittedFeature {
  readonly name: string;
  readonly column: string;
  readonly table: FittedTable;
}

interface PlacedFeature {
  readonly index: number;
  readonly table: FittedTable;
  readonly range: ColumnRange;
  /** `[rows]`: the table rows that the feature's rows need. */
  readonly tableRows: KeptArray<Int32Array>;
}

/** Looks the embeddings of a tower's features up and puts them side by side. */
export class EmbeddingLayer {
  readonly width: number;
  readonly #features: readonly PlacedFeature[];
  readonly #featuresOfTable: ReadonlyMap<FittedTable, readonly PlacedFeature[]>;
  /** Made by the first step that needs them: a tower that only serves never does. */
  readonly #numberings = new Map<FittedTable, RowNumbering>();

  constructor(features: readonly FittedFeature[]) {
    this.width = features.reduce((width, { table }) => width + table.dim, 0);
    this.#features = placed(features, this.width);
    const ofTable = new Map<FittedTable, PlacedFeature[]>();
    for (const feature of this.#features) {
      const others = ofTable.get(feature.table);
      if (others === undefined) ofTable.set(feature.table, [feature]);
      else others.push(feature);
    }
    this.#featuresOfTable = ofTable;
  }

  forward(inputs: EncodedInputs, rows: Int32Array, runtime: Runtime, out: Float32Array): void {
    this.#check(inputs, rows);
    checkLength("out", out, rows.length * this.width);
    for (const feature of this.#features) {
      const { table, range } = feature;
      const { dim } = table;
      const block = dim === this.width ? out : new Float32Array(rows.length * dim);
      const tableRows = tableRowsOf(feature, inputs, rows);
      runtime.gatherRows({ table: table.data, dim, rows: tableRows, out: block });
      if (block !== out) writeColumns(block, out, range);
    }
  }

  backward(
    inputs: EncodedInputs,
    rows: Int32Array,
    runtime: Runtime,
    gradients: Float32Array,
  ): SparseGradient[] {
    this.#check(inputs, rows);
    checkLength("gradients", gradients, rows.length * this.width);
    return [...this.#featuresOfTable].map(([table, features]) => {
      const tableRows = features.map((feature) => tableRowsOf(feature, inputs, rows));
      const { distinct, slots } = this.#numberingOf(table).number(tableRows);
      const { dim } = table;
      if (dim === this.width && distinct.length === rows.length) {
        return { table, rows: distinct, values: gradients };
      }
      const values = new Float32Array(distinct.length * dim);
      features.forEach(({ range }, i) => {
        const block = readColumns(gradients, range);
        runtime.accumulateRows({ gradients: block, dim, slots: slots[i], out: values });
      });
      return { table, rows: distinct, values };
    });
  }

  #check(inputs: EncodedInputs, rows: Int32Array): void {
    if (inputs.ids.length !== this.#features.length) {
      throw new ConfigError(
        `the inputs hold ${inputs.ids.length} features and the tower has ${this.#features.length}; encode them with this tower.`,
      );
    }
    checkIndices("rows", rows, inputs.rows);
  }

  #numberingOf(table: FittedTable): RowNumbering {
    let numbering = this.#numberings.get(table);
    if (numbering === undefined) {
      numbering = new RowNumbering(table.rows);
      this.#numberings.set(table, numbering);
    }
    return numbering;
  }
}

function placed(features: readonly FittedFeature[], width: number): readonly PlacedFeature[] {
  let offset = 0;
  return features.map(({ table }, index) => {
    const range = { width, offset, dim: table.dim };
    offset += table.dim;
    return { index, table, range, tableRows: new KeptArray(Int32Array) };
  });
}

/** Which table row each of the given input rows needs. Good until the feature is next asked. */
function tableRowsOf(
  { index, table, tableRows: kept }: PlacedFeature,
  inputs: EncodedInputs,
  rows: Int32Array,
): Int32Array {
  const ids = inputs.ids[index];
  const tableRows = kept.take(rows.length);
  for (let i = 0; i < rows.length; i++) tableRows[i] = ids[rows[i]];
  checkIndices(`inputs.ids[${index}] (table "${table.name}")`, tableRows, table.rows);
  return tableRows;
}
