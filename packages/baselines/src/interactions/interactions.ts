import { ConfigError, columnOf, type Ragged, requireColumns, shown } from "@towerkit/core";
import { isId } from "@towerkit/retrieval";
import { DEFAULT_QUERY_KEY } from "../query-key.js";
import type { HistoryOptions } from "./options.js";
import { countRows, trainItems } from "./train-items.js";
import { transposed } from "./transposed.js";

/** Who chose what: each pair once, however many train rows it has. */
export interface Interactions {
  readonly numUsers: number;
  readonly numItems: number;
  /** User numbers by key, in order of first appearance. */
  readonly userOfKey: ReadonlyMap<string, number>;
  /** Each user's items, rising. */
  readonly itemsOfUser: Ragged;
  /** Each item's users, rising. */
  readonly usersOfItem: Ragged;
  /** `[numItems]`: train rows, repeated pairs counted as often as they come. */
  readonly rowsOfItem: Int32Array;
}

/**
 * Reads the train table.
 * @throws ConfigError for a column that is missing, a key that is no id, an item that is not in the
 * catalogue, or a catalogue that is empty or holds an id twice.
 */
export function readInteractions(options: HistoryOptions): Interactions {
  const { train, candidateIds, itemKey, queryKey = DEFAULT_QUERY_KEY } = options;
  requireColumns(train, [itemKey, queryKey], "train");
  const itemOfRow = trainItems(options);
  const { userOfKey, userOfRow } = numberUsers(columnOf(train, queryKey), queryKey);
  const numItems = candidateIds.length;
  const numUsers = userOfKey.size;
  const pairs = { offsets: rowOffsets(userOfRow, numUsers), values: itemOfRow };
  // Turned over twice, both lists rise; what comes twice is then side by side, and dropped.
  const byItem = transposed(inOrderOf(userOfRow, pairs), numItems);
  const usersOfItem = withoutRepeats(byItem);
  return {
    numUsers,
    numItems,
    userOfKey,
    itemsOfUser: transposed(usersOfItem, numUsers),
    usersOfItem,
    rowsOfItem: countRows(itemOfRow, numItems),
  };
}

function numberUsers(keys: ArrayLike<unknown>, queryKey: string) {
  const userOfKey = new Map<string, number>();
  const userOfRow = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row];
    if (!isId(key)) {
      throw new ConfigError(
        `train: ${queryKey}[${row}] is ${shown(key)}; a key must be a string or a finite number.`,
      );
    }
    const text = String(key);
    const user = userOfKey.get(text) ?? userOfKey.size;
    if (user === userOfKey.size) userOfKey.set(text, user);
    userOfRow[row] = user;
  }
  return { userOfKey, userOfRow };
}

function rowOffsets(userOfRow: Int32Array, numUsers: number): Int32Array {
  const offsets = new Int32Array(numUsers + 1);
  for (let row = 0; row < userOfRow.length; row++) offsets[userOfRow[row] + 1]++;
  for (let user = 0; user < numUsers; user++) offsets[user + 1] += offsets[user];
  return offsets;
}

/** Puts the values of rows into the order of the rows' users. */
function inOrderOf(userOfRow: Int32Array, { offsets, values }: Ragged): Ragged {
  const next = offsets.slice();
  const ordered = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) ordered[next[userOfRow[row]]++] = values[row];
  return { offsets, values: ordered };
}

/** Drops what equals the value before it in the same list. */
function withoutRepeats({ offsets, values }: Ragged): Ragged {
  const kept = new Int32Array(values.length);
  const keptOffsets = new Int32Array(offsets.length);
  let count = 0;
  for (let list = 0; list + 1 < offsets.length; list++) {
    for (let at = offsets[list]; at < offsets[list + 1]; at++) {
      if (at === offsets[list] || values[at] !== values[at - 1]) kept[count++] = values[at];
    }
    keptOffsets[list + 1] = count;
  }
  return { offsets: keptOffsets, values: kept.slice(0, count) };
}
