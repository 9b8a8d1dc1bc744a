import type { Runtime } from "@towerkit/kernels";
import { RowNumbering } from "./row-numbering.js";
import type { EmbeddingTable, SparseGradient } from "./table.js";

/**
 * Adds up the gradients that several towers have for a table that they share, so that an optimizer
 * moves each row once a step. Keep one for a whole training: it remembers what it has set aside.
 */
export class GradientMerger {
  readonly #numberings = new Map<EmbeddingTable, RowNumbering>();

  /** One gradient for each table, in the order of their first; where nothing needs adding, as it is. */
  merge(gradients: readonly SparseGradient[], runtime: Runtime): readonly SparseGradient[] {
    const byTable = new Map<EmbeddingTable, SparseGradient[]>();
    for (const gradient of gradients) {
      const others = byTable.get(gradient.table);
      if (others === undefined) byTable.set(gradient.table, [gradient]);
      else others.push(gradient);
    }
    if (byTable.size === gradients.length) return gradients;
    return Array.from(byTable, ([table, of]) =>
      of.length === 1 ? of[0] : this.#add(table, of, runtime),
    );
  }

  #add(
    table: EmbeddingTable,
    gradients: readonly SparseGradient[],
    runtime: Runtime,
  ): SparseGradient {
    const { distinct, slots } = this.#numberingOf(table).number(gradients.map(({ rows }) => rows));
    const { dim } = table;
    const values = new Float32Array(distinct.length * dim);
    gradients.forEach((gradient, i) => {
      runtime.accumulateRows({ gradients: gradient.values, dim, slots: slots[i], out: values });
    });
    const penalty = gradients.reduce((sum, gradient) => sum + gradient.penalty, 0);
    return { table, rows: distinct, values, penalty };
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
