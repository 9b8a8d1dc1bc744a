import type { TableLike, Tensor } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { EmbeddingLayer, type FittedFeature } from "./embedding/embedding-layer.js";
import type { EmbeddingTable, FittedTable, SparseGradient } from "./embedding/table.js";
import type { EncodedInputs } from "./inputs.js";
import { columnsOfQueries, columnsOfTable, type RawColumns } from "./raw-inputs.js";
import { summaryOf, type TowerSummary } from "./tower-summary.js";
import { type TowerTopology, topologyOf, weightName } from "./tower-topology.js";

/** What a fitted tower consists of. */
export interface TowerParts {
  /** What the tower is for: `"query"` or `"candidate"`, usually. */
  readonly name: string;
  /** In the order of the output's columns. */
  readonly features: readonly FittedFeature[];
}

/** What encoding and its backward pass run on. */
export interface EncodeOptions {
  readonly runtime: Runtime;
  /** `[rows, width]`, overwritten and returned. Default: a new array. */
  readonly out?: Float32Array;
}

/**
 * A fitted tower: the encoders of its features and their embedding tables.
 *
 * Made by `fitTower` or `towerFromJSON`. Raw values are encoded once, by `encodeColumns` or
 * `encodeQueries`; from then on a tower works on ids.
 */
export class Tower {
  readonly name: string;
  /** The columns that the tower reads, each once. */
  readonly inputs: readonly string[];
  /** How many numbers one output has. */
  readonly width: number;
  /** The column of the only id feature; undefined where several columns hold ids. */
  readonly idFeature: string | undefined;
  readonly #features: readonly FittedFeature[];
  readonly #tables: readonly FittedTable[];
  readonly #embeddings: EmbeddingLayer;

  constructor({ name, features }: TowerParts) {
    this.name = name;
    this.#features = features;
    this.#tables = [...new Set(features.map(({ table }) => table))];
    this.#embeddings = new EmbeddingLayer(features);
    this.inputs = [...new Set(features.map(({ column }) => column))];
    this.width = this.#embeddings.width;
    this.idFeature = this.inputs.length === 1 ? this.inputs[0] : undefined;
  }

  /** The embedding tables, always the same objects; training writes into their `data`. */
  tables(): readonly EmbeddingTable[] {
    return this.#tables;
  }

  /**
   * Encodes the tower's columns of a table, in the table's own row order.
   * @returns the ids, and how many values fitting had never seen.
   * @throws ConfigError if a column is missing or holds a value that its encoder cannot read.
   */
  encodeColumns(table: TableLike): { inputs: EncodedInputs; outOfVocabulary: number } {
    const columns = columnsOfTable(table, this.inputs, `the table for the ${this.name} tower`);
    const inputs = this.#encodeRaw(columns, table.numRows(), "column");
    let outOfVocabulary = 0;
    for (const ids of inputs.ids) {
      for (let row = 0; row < ids.length; row++) if (ids[row] === 0) outOfVocabulary++;
    }
    return { inputs, outOfVocabulary };
  }

  /**
   * Encodes queries, which may have more keys than the tower reads.
   * @returns the ids, and for each query 1 where none of its ids is known, else 0.
   * @throws ConfigError if an input is missing or of a type that its encoder cannot read.
   */
  encodeQueries(queries: readonly object[]): { inputs: EncodedInputs; unknown: Uint8Array } {
    const columns = columnsOfQueries(queries, this.inputs, `the ${this.name} tower`);
    const inputs = this.#encodeRaw(columns, queries.length, "query input");
    const unknown = new Uint8Array(queries.length).fill(1);
    for (const ids of inputs.ids) {
      for (let row = 0; row < ids.length; row++) if (ids[row] !== 0) unknown[row] = 0;
    }
    return { inputs, unknown };
  }

  /**
   * The tower's output for some rows of encoded inputs: `[rows.length, width]`.
   * @param rows - which rows of `inputs`, in any order; only their table rows are read.
   * @throws ConfigError if a row is out of range, or inputs or `out` do not fit the tower.
   */
  encode(
    inputs: EncodedInputs,
    rows: Int32Array,
    { runtime, out = new Float32Array(rows.length * this.width) }: EncodeOptions,
  ): Float32Array {
    this.#embeddings.forward(inputs, rows, runtime, out);
    return out;
  }

  /** The tower's output for every row of encoded inputs, in their order: `[inputs.rows, width]`. */
  encodeAll(inputs: EncodedInputs, { runtime }: { readonly runtime: Runtime }): Float32Array {
    const rows = new Int32Array(inputs.rows);
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    return this.encode(inputs, rows, { runtime });
  }

  /**
   * The gradients of the tables, given those of the output of `encode` for the same rows.
   *
   * Only touched table rows appear, each once: what several rows or features send to one is added
   * up. Where nothing needs adding, `values` is `gradients` itself and not a copy. The rows belong to the
   * tower, which overwrites them in its next backward pass.
   *
   * @param gradients - `[rows.length, width]`.
   * @throws ConfigError if a row is out of range, or inputs or gradients do not fit the tower.
   */
  backward(
    inputs: EncodedInputs,
    rows: Int32Array,
    gradients: Float32Array,
    { runtime }: { readonly runtime: Runtime },
  ): SparseGradient[] {
    return this.#embeddings.backward(inputs, rows, runtime, gradients);
  }

  /** What the tower holds, for people. */
  summary(): TowerSummary {
    return summaryOf(this, this.#features, this.#tables);
  }

  /** The tower without its weights, as JSON. */
  topology(): TowerTopology {
    return topologyOf(this.name, this.#features, this.#tables);
  }

  /** The tables' numbers as they are now, not a copy, by the names that `towerFromJSON` looks for. */
  weights(): Record<string, Tensor> {
    return Object.fromEntries(
      this.#tables.map(({ name, rows, dim, data }) => [
        weightName(name),
        { shape: [rows, dim], data },
      ]),
    );
  }

  #encodeRaw(columns: RawColumns, rows: number, what: string): EncodedInputs {
    const ids = this.#features.map(({ column, table }) => {
      const values = columns.get(column) as ArrayLike<unknown>;
      return table.encoder.encode(values, `${what} "${column}"`);
    });
    return { rows, ids };
  }
}
