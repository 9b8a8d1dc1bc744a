import { ConfigError, checkIndices, checkLength, KeptArray } from "@towerkit/core";
import { addPenalty } from "../embedding/limits.js";
import { RowNumbering } from "../embedding/row-numbering.js";
import type { EmbeddingTable, SparseGradient } from "../embedding/table.js";
import type { LayerContext, Parameter } from "../layers/layer.js";
import { type ColumnRange, readColumns, writeColumns } from "./columns.js";
import type { EncodedInputs } from "./encoded-inputs.js";
import type { FeatureInput, FeaturePass } from "./feature-input.js";

/** The features of some rows side by side, and the way back. */
export interface InputPass {
  /** `[rows, width]` */
  readonly output: Float32Array;
  backward(gradients: Float32Array): InputGradients;
}

export interface InputGradients {
  readonly tables: readonly SparseGradient[];
  /** Of the layer's parameters, in their order. */
  readonly parameters: readonly Float32Array[];
}

interface PlacedInput {
  readonly input: FeatureInput;
  readonly range: ColumnRange;
}

/** Puts what a tower's features give side by side. */
export class InputLayer {
  readonly width: number;
  readonly parameters: readonly Parameter[];
  readonly #inputs: readonly PlacedInput[];
  readonly #tables: readonly EmbeddingTable[];
  /** Whether a row of the output is a table's row, so that distinct ones need no adding up. */
  readonly #isLookup: boolean;
  /** Made by the first step that needs them: a tower that only serves never does. */
  readonly #numberings = new Map<EmbeddingTable, RowNumbering>();
  readonly #block = new KeptArray(Float32Array);

  constructor(inputs: readonly FeatureInput[]) {
    this.width = inputs.reduce((width, { dim }) => width + dim, 0);
    this.parameters = inputs.flatMap(({ parameters }) => parameters);
    this.#inputs = placed(inputs, this.width);
    this.#isLookup = inputs.length === 1 && inputs[0].isLookup;
    const tables = inputs.flatMap(({ table }) => (table === undefined ? [] : [table]));
    this.#tables = [...new Set(tables)];
  }

  forward(inputs: EncodedInputs, rows: Int32Array, context: LayerContext): InputPass {
    this.#check(inputs, rows);
    const passes = this.#inputs.map(({ input }, i) =>
      input.forward(inputs.features[i], rows, context),
    );
    return {
      output: this.#sideBySide(passes, rows.length),
      backward: (gradients) => this.#backward(passes, gradients, rows.length),
    };
  }

  #sideBySide(passes: readonly FeaturePass[], rows: number): Float32Array {
    if (passes.length === 1) return passes[0].output;
    const output = new Float32Array(rows * this.width);
    passes.forEach((pass, i) => {
      writeColumns(pass.output, output, this.#inputs[i].range);
    });
    return output;
  }

  #backward(passes: readonly FeaturePass[], gradients: Float32Array, rows: number): InputGradients {
    checkLength("gradients", gradients, rows * this.width);
    const parameters: (readonly Float32Array[])[] = passes.map(() => []);
    const tables = this.#tables.map((table) => {
      const readers = [...passes.keys()].filter((i) => this.#inputs[i].input.table === table);
      const read = readers.map((i) => passes[i].tableRows as Int32Array);
      const { distinct, slots } = this.#numberingOf(table).number(read);
      if (this.#isLookup && distinct.length === rows) {
        return withPenalty(table, distinct, gradients);
      }
      const values = new Float32Array(distinct.length * table.dim);
      readers.forEach((i, reader) => {
        const block = this.#blockOf(gradients, this.#inputs[i].range);
        parameters[i] = passes[i].backward(block, { slots: slots[reader], out: values });
      });
      return withPenalty(table, distinct, values);
    });
    return { tables, parameters: parameters.flat() };
  }

  /** Some columns of `rows`, good until the next call; all of them are `rows` itself. */
  #blockOf(rows: Float32Array, range: ColumnRange): Float32Array {
    if (range.dim === range.width) return rows;
    const block = this.#block.take((rows.length / range.width) * range.dim);
    readColumns(rows, block, range);
    return block;
  }

  #check(inputs: EncodedInputs, rows: Int32Array): void {
    if (inputs.features.length !== this.#inputs.length) {
      throw new ConfigError(
        `the inputs hold ${inputs.features.length} features and the tower has ${this.#inputs.length}; encode them with this tower.`,
      );
    }
    checkIndices("rows", rows, inputs.rows);
  }

  #numberingOf(table: EmbeddingTable): RowNumbering {
    let numbering = this.#numberings.get(table);
    if (numbering === undefined) {
      numbering = new RowNumbering(table.rows);
      this.#numberings.set(table, numbering);
    }
    return numbering;
  }
}

function withPenalty(
  table: EmbeddingTable,
  rows: Int32Array,
  values: Float32Array,
): SparseGradient {
  return { table, rows, values, penalty: addPenalty(table, table.l2 ?? 0, rows, values) };
}

function placed(inputs: readonly FeatureInput[], width: number): readonly PlacedInput[] {
  let offset = 0;
  return inputs.map((input) => {
    const range = { width, offset, dim: input.dim };
    offset += input.dim;
    return { input, range };
  });
}
