import { ConfigError } from "@towerkit/core";
import type { EmbeddingTable } from "@towerkit/towers";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { TableSnapshot } from "./checkpoint.js";

/** What tables hold, and what an optimizer knows of them; not copies. */
export function snapshotTables(
  tables: ReadonlyMap<string, EmbeddingTable>,
  optimizer: Optimizer,
): ReadonlyMap<string, TableSnapshot> {
  return new Map(
    Array.from(tables, ([name, table]) => [
      name,
      { data: table.data, optimizer: optimizer.stateOf(table) },
    ]),
  );
}

/**
 * Puts back what a snapshot holds.
 * @throws ConfigError if it is of other tables.
 */
export function restoreTables(
  tables: ReadonlyMap<string, EmbeddingTable>,
  snapshot: ReadonlyMap<string, TableSnapshot>,
  optimizer: Optimizer,
): void {
  for (const [name, table] of tables) {
    const saved = snapshot.get(name);
    if (saved?.data.length !== table.data.length) {
      throw new ConfigError(
        `the checkpoint holds ${saved === undefined ? "no" : `${saved.data.length} numbers of`} table "${name}", which has ${table.data.length} here; it is of another training.`,
      );
    }
    table.data.set(saved.data);
    optimizer.restoreState(table, saved.optimizer);
  }
}
