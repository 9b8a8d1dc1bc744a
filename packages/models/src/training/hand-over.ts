import type { EmbeddingTable } from "@towerkit/towers";
import type { Optimizer } from "../optimizers/optimizer.js";

/**
 * What an optimizer knows of tables, it knows of their copies; rows that a copy has more begin as in a first
 * step.
 * @param to - the copies, in the order of `from`, each with at least as many rows.
 */
export function handOver(
  optimizer: Optimizer,
  from: readonly EmbeddingTable[],
  to: readonly EmbeddingTable[],
): void {
  for (const [i, table] of from.entries()) {
    const known = optimizer.stateOf(table);
    const state = Object.entries(optimizer.stateOf(to[i])).map(([name, fresh]) => {
      const old = known[name];
      if (!(fresh instanceof Float32Array && old instanceof Float32Array)) return [name, old];
      const numbers = fresh.slice();
      numbers.set(old);
      return [name, numbers];
    });
    optimizer.restoreState(to[i], Object.fromEntries(state));
  }
}
