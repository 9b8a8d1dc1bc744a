import {
  BundleError,
  ConfigError,
  checkInteger,
  checkOneOf,
  checkPositive,
  type Tensor,
} from "@towerkit/core";
import { fittedEncoderFromJSON } from "@towerkit/features";
import type { EmbeddingTable } from "./embedding/table.js";
import {
  COMBINERS,
  type FeatureColumns,
  type FittedEmbedding,
  type FittedFeature,
} from "./features.js";
import { type JSONRecord, listOf, partOf, recordOf, stringOf } from "./json-reading.js";
import { type NetworkLayer, readLayer } from "./layers/layer-kinds.js";
import type { LayersModelParts } from "./layers/layers-model.js";
import { checkStored } from "./layers/parameters.js";
import { Tower } from "./tower.js";
import { weightName } from "./tower-topology.js";

export interface TowerFromJSONOptions {
  /**
   * Makes a `tf.LayersModel` again that the tower has for a layer, of what its `toJSON` gave; its
   * weights are loaded afterwards. Needed for such towers only.
   */
  readonly layersModel?: (json: unknown) => LayersModelParts;
}

type Weights = Readonly<Record<string, Tensor>>;
type Tables = ReadonlyMap<string, EmbeddingTable>;
type AnyFittedEncoder = FittedFeature["encoder"];

/**
 * Makes a tower again of what its `topology()` and `weights()` gave, equal to the bit.
 *
 * The tensors' arrays become the tower's tables; they are not copied. Those of the layers are.
 *
 * @throws ConfigError if the topology is malformed or contradicts itself, BundleError if the weights
 *   are not those of the topology: missing, left over, or of another shape.
 */
export function towerFromJSON(
  topology: unknown,
  weights: Weights,
  options: TowerFromJSONOptions = {},
): Tower {
  const json = recordOf(topology, "tower");
  const name = stringOf(json, "name", "tower");
  const tables = readTables(json, weights);
  const features = readFeatures(listOf(json, "features", "tower"), tables);
  checkNumbers(features, weights);
  const layers = readLayers(json, options);
  const tower = new Tower({ name, features, layers, weights });
  checkWeights(tower, features, tables, weights);
  tower.load(weights);
  return tower;
}

function readTables(json: JSONRecord, weights: Weights): Tables {
  const tables = new Map<string, EmbeddingTable>();
  for (const [i, item] of arrayOf(json, "tables").entries()) {
    const what = `tower.tables[${i}]`;
    const table = recordOf(item, what);
    const name = newName(stringOf(table, "name", what), what, tables);
    const dim = checkInteger(`${what}.dim`, partOf(table, "dim"), 1);
    const rows = checkInteger(`${what}.rows`, partOf(table, "rows"), 1);
    const data = tableWeights(name, [rows, dim], weights);
    tables.set(name, { name, rows, dim, data, ...readLimits(table, what) });
  }
  return tables;
}

function readLimits(table: JSONRecord, what: string): Pick<EmbeddingTable, "l2" | "maxNorm"> {
  const limit = (part: string) => {
    const value = partOf(table, part);
    return value === undefined ? undefined : checkPositive(`${what}.${part}`, value as number);
  };
  return { l2: limit("l2"), maxNorm: limit("maxNorm") };
}

function tableWeights(
  table: string,
  shape: readonly [rows: number, dim: number],
  weights: Weights,
): Float32Array {
  const name = weightName(table);
  const { data, shape: given } = weightOf(name, weights);
  const size = shape[0] * shape[1];
  const fits = given.length === 2 && given.every((n, axis) => n === shape[axis]);
  if (!fits || !(data instanceof Float32Array) || data.length !== size) {
    throw new BundleError(
      `weight "${name}" must be float32 of shape [${shape.join(", ")}], one row for every id of its encoder; got ${data.constructor.name} of shape [${given.join(", ")}] with ${data.length} values.`,
    );
  }
  return data;
}

function weightOf(name: string, weights: Weights): Tensor {
  const tensor = Object.hasOwn(weights, name) ? weights[name] : undefined;
  if (tensor === undefined) {
    throw new BundleError(
      `the weights lack "${name}"; there are ${Object.keys(weights).join(", ") || "none"}.`,
    );
  }
  return tensor;
}

function readFeatures(list: readonly unknown[], tables: Tables): readonly FittedFeature[] {
  const features = new Map<string, FittedFeature>();
  for (const [i, item] of list.entries()) {
    const what = `tower.features[${i}]`;
    const json = recordOf(item, what);
    const kind = checkOneOf(`${what}.kind`, partOf(json, "kind"), ["embedding", "numbers"]);
    const name = newName(stringOf(json, "name", what), what, features);
    const columns = readColumns(partOf(json, "columns"), what);
    const encoder = readEncoder(partOf(json, "encoder"), what, features);
    features.set(
      name,
      kind === "numbers"
        ? { kind, name, columns, encoder: numbersEncoder(encoder, what) }
        : readEmbedding({ json, what, name, columns, encoder }, tables),
    );
  }
  return [...features.values()];
}

/** How many numbers a row may become where no weights speak for them. */
const MOST_NUMBERS = 65_536;

/** What an encoder gives takes room in every row, and nothing that is stored need be as wide. */
function checkNumbers(features: readonly FittedFeature[], weights: Weights): void {
  const numbers = features.reduce(
    (sum, feature) => sum + (feature.kind === "numbers" ? feature.encoder.dim : 0),
    0,
  );
  const stored = Object.values(weights).reduce((sum, { data }) => sum + data.length, 0);
  if (numbers <= Math.max(MOST_NUMBERS, stored)) return;
  throw new ConfigError(
    `tower.features make ${numbers} numbers of a row, by the sizes of their encoders, and the weights hold ${stored}; ` +
      `without as many weights there may be at most ${MOST_NUMBERS}.`,
  );
}

function readColumns(columns: unknown, what: string): FeatureColumns {
  const names = Array.isArray(columns) ? columns : [columns];
  if (names.length === 0 || !names.every((name) => typeof name === "string")) {
    throw new ConfigError(`${what}.columns must be a column's name or several.`);
  }
  return columns as FeatureColumns;
}

function readEncoder(
  encoder: unknown,
  what: string,
  features: ReadonlyMap<string, FittedFeature>,
): AnyFittedEncoder {
  if (typeof encoder !== "string") return fittedEncoderFromJSON(encoder) as AnyFittedEncoder;
  const other = features.get(encoder);
  if (other === undefined) {
    throw new ConfigError(`${what}.encoder is "${encoder}", which is no feature before it.`);
  }
  return other.encoder;
}

function numbersEncoder(encoder: AnyFittedEncoder, what: string) {
  if (encoder.output === "numbers") return encoder;
  throw new ConfigError(
    `${what}.encoder must give numbers, and "${encoder.kind}" gives ${encoder.output}.`,
  );
}

function readEmbedding(
  parts: {
    json: JSONRecord;
    what: string;
    name: string;
    columns: FeatureColumns;
    encoder: AnyFittedEncoder;
  },
  tables: Tables,
): FittedEmbedding {
  const { json, what, name, columns, encoder } = parts;
  const tableName = stringOf(json, "table", what);
  const table = tables.get(tableName);
  if (table === undefined) {
    throw new ConfigError(
      `${what}.table is "${tableName}"; the tower's tables are ${[...tables.keys()].join(", ")}.`,
    );
  }
  if (encoder.output === "numbers") {
    throw new ConfigError(`${what}.encoder must give ids, and "${encoder.kind}" gives numbers.`);
  }
  if (encoder.size !== table.rows) {
    throw new ConfigError(
      `${what}.encoder gives ${encoder.size} ids, and its table "${tableName}" has ${table.rows} rows.`,
    );
  }
  const combiner = checkOneOf(`${what}.combiner`, partOf(json, "combiner"), COMBINERS);
  return { kind: "embedding", name, columns, table, encoder, combiner };
}

function readLayers(
  json: JSONRecord,
  { layersModel }: TowerFromJSONOptions,
): readonly NetworkLayer[] {
  return arrayOf(json, "layers").map((layer, i) => {
    const what = `tower.layers[${i}]`;
    const { kind, model } = recordOf(layer, what);
    const isModel = kind === "layersModel" && layersModel !== undefined;
    return readLayer(what, isModel ? { kind, ...layersModel(model) } : layer);
  });
}

function arrayOf(json: JSONRecord, part: string): readonly unknown[] {
  const value = partOf(json, part);
  if (!Array.isArray(value)) throw new ConfigError(`tower.${part} must be an array.`);
  return value;
}

function newName(name: string, what: string, taken: ReadonlyMap<string, unknown>): string {
  if (taken.has(name)) throw new ConfigError(`${what}.name: "${name}" stands there twice.`);
  return name;
}

/** That the weights are the tower's, all of them and no others. */
function checkWeights(
  tower: Tower,
  features: readonly FittedFeature[],
  tables: Tables,
  weights: Weights,
): void {
  const used = new Set(features.map((feature) => feature.kind === "embedding" && feature.table));
  for (const table of tables.values()) {
    if (!used.has(table)) {
      throw new ConfigError(`no feature of the tower uses its table "${table.name}".`);
    }
  }
  const expected = tower.weights();
  for (const [name, { shape }] of Object.entries(expected)) checkStored(name, shape, weights);
  for (const name of Object.keys(weights)) {
    if (!Object.hasOwn(expected, name)) {
      throw new BundleError(`the weights hold "${name}", which the tower has no use for.`);
    }
  }
}
