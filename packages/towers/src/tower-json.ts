import { BundleError, ConfigError, checkInteger, checkOneOf, type Tensor } from "@towerkit/core";
import { fittedEncoderFromJSON } from "@towerkit/features";
import type { FittedFeature } from "./embedding/embedding-layer.js";
import type { FittedTable } from "./embedding/table.js";
import { listOf, partOf, recordOf, stringOf } from "./json-reading.js";
import { Tower } from "./tower.js";
import { weightName } from "./tower-topology.js";

type Weights = Readonly<Record<string, Tensor>>;
type Tables = ReadonlyMap<string, FittedTable>;

/**
 * Makes a tower again of what its `topology()` and `weights()` gave, equal to the bit.
 *
 * The tensors' arrays become the tower's tables; they are not copied.
 *
 * @throws ConfigError if the topology is malformed or contradicts itself, BundleError if the weights
 *   are not those of the topology: missing, left over, or of another shape.
 */
export function towerFromJSON(topology: unknown, weights: Weights): Tower {
  const json = recordOf(topology, "tower");
  const name = stringOf(json, "name", "tower");
  const tables = readTables(listOf(json, "tables", "tower"), weights);
  const features = readFeatures(listOf(json, "features", "tower"), tables);
  checkNothingLeftOver(features, tables, weights);
  return new Tower({ name, features });
}

function readTables(list: readonly unknown[], weights: Weights): Tables {
  const tables = new Map<string, FittedTable>();
  for (const [i, item] of list.entries()) {
    const what = `tower.tables[${i}]`;
    const json = recordOf(item, what);
    const name = newName(stringOf(json, "name", what), what, tables);
    const dim = checkInteger(`${what}.dim`, partOf(json, "dim"), 1);
    const encoder = fittedEncoderFromJSON(partOf(json, "encoder"));
    if (encoder.output !== "id") {
      throw new ConfigError(
        `${what}.encoder must give one id a row, and "${encoder.kind}" gives ${encoder.output}.`,
      );
    }
    const data = tableWeights(name, [encoder.size, dim], weights);
    tables.set(name, { name, rows: encoder.size, dim, data, encoder });
  }
  return tables;
}

function tableWeights(
  table: string,
  shape: readonly [rows: number, dim: number],
  weights: Weights,
): Float32Array {
  const name = weightName(table);
  const tensor = Object.hasOwn(weights, name) ? weights[name] : undefined;
  if (tensor === undefined) {
    throw new BundleError(
      `the weights lack "${name}"; there are ${Object.keys(weights).join(", ") || "none"}.`,
    );
  }
  const { data } = tensor;
  const size = shape[0] * shape[1];
  const fits = tensor.shape.length === 2 && tensor.shape.every((n, axis) => n === shape[axis]);
  if (!fits || !(data instanceof Float32Array) || data.length !== size) {
    throw new BundleError(
      `weight "${name}" must be float32 of shape [${shape.join(", ")}], one row for every id of its encoder; got ${data.constructor.name} of shape [${tensor.shape.join(", ")}] with ${data.length} values.`,
    );
  }
  return data;
}

function readFeatures(list: readonly unknown[], tables: Tables): readonly FittedFeature[] {
  const features = new Map<string, FittedFeature>();
  for (const [i, item] of list.entries()) {
    const what = `tower.features[${i}]`;
    const json = recordOf(item, what);
    checkOneOf(`${what}.kind`, partOf(json, "kind"), ["embedding"]);
    const name = newName(stringOf(json, "name", what), what, features);
    const tableName = stringOf(json, "table", what);
    const table = tables.get(tableName);
    if (table === undefined) {
      throw new ConfigError(
        `${what}.table is "${tableName}"; the tower's tables are ${[...tables.keys()].join(", ")}.`,
      );
    }
    features.set(name, { name, column: stringOf(json, "column", what), table });
  }
  return [...features.values()];
}

function newName(name: string, what: string, taken: ReadonlyMap<string, unknown>): string {
  if (taken.has(name)) throw new ConfigError(`${what}.name: "${name}" stands there twice.`);
  return name;
}

function checkNothingLeftOver(
  features: readonly FittedFeature[],
  tables: Tables,
  weights: Weights,
): void {
  const used = new Set(features.map(({ table }) => table.name));
  for (const name of tables.keys()) {
    if (!used.has(name)) throw new ConfigError(`no feature of the tower uses its table "${name}".`);
  }
  const expected = new Set([...used].map(weightName));
  for (const name of Object.keys(weights)) {
    if (!expected.has(name)) {
      throw new BundleError(`the weights hold "${name}", which the tower has no use for.`);
    }
  }
}
