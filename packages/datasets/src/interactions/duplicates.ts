import type { RowFaults } from "./raw-table.js";

/** What is to happen with a row whose user, item and time an earlier row has too. */
export type OnDuplicate = "error" | "keep" | "last";

/** What identifies an interaction. */
export interface InteractionKeys {
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly times: readonly number[] | undefined;
}

/**
 * The rows that stay, in order. `"keep"` keeps all, `"last"` the last of equal ones at its own place, and
 * `"error"` notes every repeat in the faults.
 */
export function rowsToKeep(
  { users, items, times }: InteractionKeys,
  onDuplicate: OnDuplicate,
  faults: RowFaults,
): Uint32Array {
  const all = Uint32Array.from(users.keys());
  if (onDuplicate === "keep") return all;
  const lastRowOf = new Map<string, Map<string, number>>();
  const isReplaced = new Uint8Array(users.length);
  for (const row of all) {
    const time = times === undefined ? "" : ` at ${times[row]}`;
    const what = `${items[row]}${time}`;
    let theirs = lastRowOf.get(users[row]);
    if (theirs === undefined) {
      theirs = new Map();
      lastRowOf.set(users[row], theirs);
    }
    const earlier = theirs.get(what);
    theirs.set(what, row);
    if (earlier === undefined) continue;
    isReplaced[earlier] = 1;
    if (onDuplicate === "error") {
      faults.add(
        row,
        "duplicate",
        `user "${users[row]}" and item "${items[row]}"${time} stand in an earlier row too; give onDuplicate: "keep" or "last" if that is right.`,
      );
    }
  }
  return all.filter((row) => isReplaced[row] === 0);
}
