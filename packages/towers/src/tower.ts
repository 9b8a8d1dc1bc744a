import { checkLength, type TableLike, type Tensor } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { EmbeddingTable, SparseGradient } from "./embedding/table.js";
import { columnsRead, type FittedEmbedding, type FittedFeature, featureInput } from "./features.js";
import { encodeFeature } from "./inputs/encode-feature.js";
import type { EncodedInputs } from "./inputs/encoded-inputs.js";
import { type InputGradients, InputLayer } from "./inputs/input-layer.js";
import { clearWhereKnown, countIds } from "./inputs/known-ids.js";
import {
  columnsOfQueries,
  columnsOfTable,
  type RawColumns,
  valuesOf,
  whatOf,
} from "./inputs/raw-inputs.js";
import { firstNumbers } from "./layers/initial-numbers.js";
import type { LayerContext, LayerGradients, Parameter } from "./layers/layer.js";
import type { NetworkLayer } from "./layers/layer-kinds.js";
import { Network } from "./layers/network.js";
import { ParameterTables } from "./layers/parameter-tables.js";
import { loadWeights, weightsOf } from "./layers/parameters.js";
import { summaryOf, type TowerSummary } from "./tower-summary.js";
import { type TowerTopology, tablesOf, topologyOf, weightName } from "./tower-topology.js";
import { type TrainingTargets, trainingTargets } from "./training-targets.js";

/** What a fitted tower consists of. */
export interface TowerParts {
  /** What the tower is for: `"query"` or `"candidate"`, usually. */
  readonly name: string;
  /** In the order in which they stand in the input of the layers. */
  readonly features: readonly FittedFeature[];
  /** First to last. Default: none, the features side by side are the output. */
  readonly layers?: readonly NetworkLayer[];
  /** Decides the layers' first numbers. Default 0. */
  readonly seed?: number;
  /** Weights that are to be loaded: the layers are made for them, or refused by a BundleError. */
  readonly weights?: Readonly<Record<string, Tensor>>;
}

/** What encoding runs on. */
export interface EncodeOptions extends LayerContext {
  /** `[rows, width]`, overwritten and returned. Default: a new array. */
  readonly out?: Float32Array;
}

/** What a forward pass through a tower leaves: its output, and the way back. */
export interface TowerPass {
  /** `[rows, width]` */
  readonly output: Float32Array;
  /**
   * The gradients of all that the tower learns, given those of the output. Tables and layers must
   * still be as they were in the forward pass.
   *
   * Only touched table rows appear, each once: what several rows or features send to one is added
   * up. Where nothing needs adding, `values` is `gradients` itself and not a copy.
   *
   * @param gradients - `[rows, width]`; it may be written into.
   */
  backward(gradients: Float32Array): SparseGradient[];
}

/**
 * A fitted tower: the encoders of its features, their embedding tables, and its layers.
 *
 * Made by `fitTower` or `towerFromJSON`. Raw values are encoded once, by `encodeColumns` or
 * `encodeQueries`; from then on a tower works on numbers.
 */
export class Tower {
  readonly name: string;
  /** The columns that the tower reads, each once. */
  readonly inputs: readonly string[];
  /** How many numbers one output has. */
  readonly width: number;
  /** The column of the only id feature; undefined where several columns are read. */
  readonly idFeature: string | undefined;
  readonly #features: readonly FittedFeature[];
  readonly #tables: readonly EmbeddingTable[];
  readonly #inputLayer: InputLayer;
  readonly #network: Network;
  /** The parameters of the input layer and the network. */
  readonly #parameterTables: ParameterTables;

  constructor({ name, features, layers = [], seed = 0, weights }: TowerParts) {
    this.name = name;
    this.#features = features;
    this.#tables = tablesOf(features);
    const initial = firstNumbers({ seed, name, weights });
    this.#inputLayer = new InputLayer(features.map((feature) => featureInput(feature, initial)));
    const { width: inputWidth } = this.#inputLayer;
    this.#network = new Network({ layers, inputWidth, name, seed, weights });
    this.#parameterTables = new ParameterTables(this.#parameters());
    this.inputs = columnsRead(features);
    this.width = this.#network.outputWidth;
    this.idFeature = this.inputs.length === 1 ? this.inputs[0] : undefined;
  }

  /** The fitted features, in the order in which they stand in the input of the layers. */
  get features(): readonly FittedFeature[] {
    return this.#features;
  }

  /** A tower with its layers' weights copied, and each feature replaced by what `change` makes of it. */
  copyWith(change: (feature: FittedFeature) => FittedFeature): Tower {
    const features = this.#features.map(change);
    const weights = weightsOf(this.#parameters());
    const copy = new Tower({ name: this.name, features, layers: this.#network.layers, weights });
    copy.load(weights);
    return copy;
  }

  /** The embedding tables, always the same objects; training writes into their `data`. */
  tables(): readonly EmbeddingTable[] {
    return this.#tables;
  }

  /**
   * All that training moves, always the same objects: the embedding tables, then what layers learn, each
   * parameter as a table of one row.
   */
  trainables(): readonly EmbeddingTable[] {
    return [...this.#tables, ...this.#parameterTables.tables];
  }

  /**
   * Encodes the tower's columns of a table, in the table's own row order.
   * @returns the inputs, and how many values fitting had never seen.
   * @throws ConfigError if a column is missing or holds a value that its encoder cannot read.
   */
  encodeColumns(table: TableLike): { inputs: EncodedInputs; outOfVocabulary: number } {
    const columns = columnsOfTable(table, this.inputs, `the table for the ${this.name} tower`);
    const inputs = this.#encodeRaw(columns, table.numRows(), "column");
    let outOfVocabulary = 0;
    for (const { place, feature } of this.#idFeatures()) {
      outOfVocabulary += countIds(inputs.features[place], feature.encoder.outOfVocabulary);
    }
    return { inputs, outOfVocabulary };
  }

  /**
   * Encodes queries, which may have more keys than the tower reads.
   * @returns the inputs, and for each query 1 where it says nothing that the tower knows: no feature
   * is numbers and none of its ids is known.
   * @throws ConfigError if an input is missing or of a type that its encoder cannot read.
   */
  encodeQueries(queries: readonly object[]): { inputs: EncodedInputs; unknown: Uint8Array } {
    const columns = columnsOfQueries(queries, this.inputs, `the ${this.name} tower`);
    const inputs = this.#encodeRaw(columns, queries.length, "query input");
    const unknown = new Uint8Array(queries.length);
    const idFeatures = this.#idFeatures();
    if (idFeatures.length < this.#features.length) return { inputs, unknown };
    unknown.fill(1);
    for (const { place, feature } of idFeatures) {
      const { from, count } = feature.encoder.outOfVocabulary;
      // A mask token, whose id comes first, is no knowledge either.
      clearWhereKnown(unknown, inputs.features[place], from + count);
    }
    return { inputs, unknown };
  }

  /**
   * A pass through the tower for some rows of encoded inputs.
   * @param rows - which rows of `inputs`, in any order; only their table rows are read.
   * @throws ConfigError if a row is out of range, or the inputs do not fit the tower.
   */
  forward(inputs: EncodedInputs, rows: Int32Array, context: LayerContext): TowerPass {
    const input = this.#inputLayer.forward(inputs, rows, context);
    const dense = this.#network.forward(input.output, rows.length, context);
    return {
      output: dense.output,
      backward: (gradients) => {
        const ofLayers = dense.backward(gradients);
        return this.#collect(input.backward(ofLayers.input), ofLayers);
      },
    };
  }

  /**
   * The tower's output for some rows of encoded inputs: `[rows.length, width]`.
   * @param rows - which rows of `inputs`, in any order; only their table rows are read.
   * @throws ConfigError if a row is out of range, or inputs or `out` do not fit the tower.
   */
  encode(inputs: EncodedInputs, rows: Int32Array, options: EncodeOptions): Float32Array {
    const { out, ...context } = options;
    const { output } = this.forward(inputs, rows, context);
    if (out === undefined) return output;
    checkLength("out", out, output.length);
    out.set(output);
    return out;
  }

  /** The tower's output for every row of encoded inputs, in their order: `[inputs.rows, width]`. */
  encodeAll(inputs: EncodedInputs, { runtime }: { readonly runtime: Runtime }): Float32Array {
    const rows = new Int32Array(inputs.rows);
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    return this.encode(inputs, rows, { runtime });
  }

  /**
   * The gradients of all that the tower learns, given those of the output of `encode` for the same
   * rows: `forward` and its `backward` in one, for who has not kept the pass.
   *
   * @param gradients - `[rows.length, width]`; it may be written into.
   * @throws ConfigError if a row is out of range, or inputs or gradients do not fit the tower.
   */
  backward(
    inputs: EncodedInputs,
    rows: Int32Array,
    gradients: Float32Array,
    context: LayerContext,
  ): SparseGradient[] {
    return this.forward(inputs, rows, context).backward(gradients);
  }

  /**
   * Which rows of a train table each step may learn from: those whose own item it hides from the tower.
   * @returns undefined where no feature hides anything, so that every row may be learned from.
   * @throws ConfigError if a column is missing.
   */
  trainingTargets(table: TableLike): TrainingTargets | undefined {
    return trainingTargets(this.#features, table);
  }

  /** What the tower holds, for people. */
  summary(): TowerSummary {
    return summaryOf(this, this.#features, this.#network);
  }

  /** The tower without its weights, as JSON. */
  topology(): TowerTopology {
    return topologyOf(this.name, this.#features, this.#network.layers);
  }

  /** All that the tower has learned, not a copy, by the names that `towerFromJSON` looks for. */
  weights(): Record<string, Tensor> {
    const tables = this.#tables.map(({ name, rows, dim, data }): [string, Tensor] => [
      weightName(name),
      { shape: [rows, dim], data },
    ]);
    return { ...Object.fromEntries(tables), ...weightsOf(this.#parameters()) };
  }

  /**
   * Takes what an equal tower has learned in its layers; tables are shared when a tower is made.
   * @throws ConfigError if a parameter is missing or has another shape.
   */
  load(weights: Readonly<Record<string, Tensor>>): void {
    loadWeights(this.#parameters(), weights);
  }

  #parameters(): readonly Parameter[] {
    return [...this.#inputLayer.parameters, ...this.#network.parameters];
  }

  #collect({ tables, parameters }: InputGradients, ofLayers: LayerGradients): SparseGradient[] {
    const found = [...parameters, ...ofLayers.parameters];
    return [...tables, ...this.#parameterTables.gradients(found)];
  }

  #idFeatures(): readonly { place: number; feature: FittedEmbedding }[] {
    return this.#features.flatMap((feature, place) =>
      feature.kind === "embedding" ? [{ place, feature }] : [],
    );
  }

  #encodeRaw(columns: RawColumns, rows: number, what: string): EncodedInputs {
    const features = this.#features.map(({ columns: names, encoder }) =>
      encodeFeature(encoder, valuesOf(columns, names), whatOf(what, names)),
    );
    return { rows, features };
  }
}
