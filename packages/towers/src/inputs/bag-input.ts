import { ConfigError, checkIndices } from "@towerkit/core";
import type { Bags } from "@towerkit/features";
import type { EmbeddingTable } from "../embedding/table.js";
import type { LayerContext } from "../layers/layer.js";
import type { SequenceLayer } from "../sequences/sequence-layer.js";
import { copyBags, type EncodedFeature, isBags } from "./encoded-inputs.js";
import type { FeatureInput } from "./feature-input.js";
import { copyShown, shownInStep } from "./hidden-entries.js";
import { type Combiner, poolBags } from "./pooling.js";

/** The embeddings of a bag of ids a row, combined. */
export function bagInput(table: EmbeddingTable, combiner: Combiner): FeatureInput {
  const { dim } = table;
  return {
    dim,
    table,
    parameters: [],
    isLookup: false,
    forward(encoded, rows, { runtime, training }) {
      const { offsets, values, weights } = pickChecked(table, encoded, rows, training);
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
      const { runtime, training } = context;
      const { offsets, values } = pickChecked(table, encoded, rows, training);
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

function pickChecked(
  table: EmbeddingTable,
  encoded: EncodedFeature,
  rows: Int32Array,
  training: LayerContext["training"],
): Bags {
  if (encoded instanceof Int32Array || !isBags(encoded)) {
    throw new ConfigError(
      `table "${table.name}" wants a bag of ids a row; encode the inputs with this tower.`,
    );
  }
  const { hidden, values } = encoded;
  const bags =
    training === undefined || hidden === undefined
      ? copyBags(encoded, rows)
      : copyShown(
          encoded,
          rows,
          shownInStep(values.length, { table: table.name, share: hidden }, training),
        );
  checkIndices(`the ids of table "${table.name}"`, bags.values, table.rows);
  return bags;
}
