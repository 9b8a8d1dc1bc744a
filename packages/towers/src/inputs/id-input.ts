import { ConfigError, checkIndices } from "@towerkit/core";
import type { EmbeddingTable } from "../embedding/table.js";
import type { EncodedFeature } from "./encoded-inputs.js";
import type { FeatureInput } from "./feature-input.js";

/** The embedding of one id a row. */
export function idInput(table: EmbeddingTable): FeatureInput {
  const { dim, name } = table;
  return {
    dim,
    table,
    parameters: [],
    isLookup: true,
    forward(encoded, rows, { runtime }) {
      const ids = checkIds(name, encoded);
      const tableRows = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i++) tableRows[i] = ids[rows[i]];
      checkIndices(`the ids of table "${name}"`, tableRows, table.rows);
      const output = new Float32Array(rows.length * dim);
      runtime.gatherRows({ table: table.data, dim, rows: tableRows, out: output });
      return {
        output,
        tableRows,
        backward(gradients, { slots, out }) {
          runtime.accumulateRows({ gradients, dim, slots, out });
          return [];
        },
      };
    },
  };
}

function checkIds(table: string, encoded: EncodedFeature): Int32Array {
  if (encoded instanceof Int32Array) return encoded;
  throw new ConfigError(`table "${table}" wants one id a row; encode the inputs with this tower.`);
}
