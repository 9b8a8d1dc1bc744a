import { addPenalty } from "../embedding/limits.js";
import type { EmbeddingTable, SparseGradient } from "../embedding/table.js";
import type { Parameter } from "./layer.js";

const ONLY_ROW = Int32Array.of(0);

/**
 * What layers learn, as optimizers take it: each parameter as a table of one row.
 *
 * @example
 * const head = new Network({ layers: denseStack([64, 1]), inputWidth: 32, name: "rating", seed: 42 });
 * const learnt = new ParameterTables(head.parameters);
 * const { backward } = head.forward(input, rows, { runtime });
 * for (const gradient of learnt.gradients(backward(outputGradients).parameters)) {
 *   optimizer.step(gradient, { runtime });
 * }
 */
export class ParameterTables {
  /** Always the same objects, in the order of the parameters. */
  readonly tables: readonly EmbeddingTable[];

  constructor(parameters: readonly Parameter[]) {
    this.tables = parameters.map(({ name, data, l2 }) => ({
      name,
      rows: 1,
      dim: data.length,
      data,
      l2,
    }));
  }

  /**
   * The gradients of each parameter, its penalty's part added.
   * @param found - of each parameter, in their order, as `LayerGradients.parameters` has them; added to.
   */
  gradients(found: readonly Float32Array[]): SparseGradient[] {
    return found.map((values, i) => {
      const table = this.tables[i];
      const penalty = addPenalty(table, table.l2 ?? 0, ONLY_ROW, values);
      return { table, rows: ONLY_ROW, values, penalty };
    });
  }
}
