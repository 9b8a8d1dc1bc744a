import { ConfigError, requireColumns, shown, type TableLike } from "@towerkit/core";

/**
 * Checks that a table holds items: each under an id of its own, with every input of the tower.
 * @throws ConfigError otherwise.
 */
export function checkCandidates(
  candidates: TableLike,
  { itemKey, inputs }: { readonly itemKey: string; readonly inputs: readonly string[] },
): void {
  requireColumns(candidates, [itemKey, ...inputs], "candidates");
  const ids = candidates.array(itemKey);
  if (ids.length === 0) throw new ConfigError("candidates must hold at least one item.");
  const rows = new Map<unknown, number>();
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row];
    if (typeof id !== "string" && typeof id !== "number") {
      throw new ConfigError(
        `candidates, row ${row}: ${itemKey} must be a string or a number, got ${shown(id)}.`,
      );
    }
    const first = rows.get(id);
    if (first !== undefined) {
      throw new ConfigError(
        `candidates hold the ${itemKey} ${shown(id)} twice, in rows ${first} and ${row}; merge them.`,
      );
    }
    rows.set(id, row);
  }
}
