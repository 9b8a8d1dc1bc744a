import { ConfigError, checkIndices } from "@towerkit/core";
import type { Bags } from "@towerkit/features";
import type { EmbeddingTable } from "../embedding/table.js";
import type { SequenceLayer } from "../sequences/sequence-layer.js";
import { copyBags, type EncodedFeature, isBags } from "./encoded-inputs.js";
import type { FeatureInput } from "./feature-input.js";
import { type Combiner, poolBags } from "./pooling.js";

/** The embeddings of a bag of ids a row, combined. */
export function bagInput(table: EmbeddingTable, combiner: Combiner): FeatureInput {
  const { dim } = table;
  return {
    dim,
    table,
    parameters: [],
    isLookup: false,
    forward(encoded, rows, { runtime }) {
      const { offsets, values, weights } = pickChecked(table, encoded, rows);
      const pooled = poolBags(
        { offsets, tableRows: values, weights },
        { table: table.data, dim, combiner, runtime },
      );
      return {
        output: pooled.output,
        tableRows: values,
        backward(gradients, { slots, out }) {
          pooled.accumulate(gradients, slots, out);
          return [];
        },
      };
    },
  };
}

/** The embeddings of a sequence of ids a row, the oldest first, made one by a layer. */
export function sequenceInput(table: EmbeddingTable, layer: SequenceLayer): FeatureInput {
  const { dim } = table;
  return {
    dim: layer.outputWidth,
    table,
    parameters: layer.parameters,
    isLookup: false,
    forward(encoded, rows, context) {
      const { runtime } = context;
      const { offsets, values } = pickChecked(table, encoded, rows);
      const entries = new Float32Array(values.length * dim);
      runtime.gatherRows({ table: table.data, dim, rows: values, out: entries });
      const pass = layer.forward(entries, offsets, context);
      return {
        output: pass.output,
        tableRows: values,
        backward(gradients, { slots, out }) {
          const found = pass.backward(gradients);
          runtime.accumulateRows({ gradients: found.entries, dim, slots, out });
          return found.parameters;
        },
      };
    },
  };
}

function pickChecked(table: EmbeddingTable, encoded: EncodedFeature, rows: Int32Array): Bags {
  if (encoded instanceof Int32Array || !isBags(encoded)) {
    throw new ConfigError(
      `table "${table.name}" wants a bag of ids a row; encode the inputs with this tower.`,
    );
  }
  const bags = copyBags(encoded, rows);
  checkIndices(`the ids of table "${table.name}"`, bags.values, table.rows);
  return bags;
}
