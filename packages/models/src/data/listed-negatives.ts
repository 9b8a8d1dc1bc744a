import { ConfigError, columnOf, shown, type TableLike } from "@towerkit/core";
import { placesOf } from "@towerkit/tasks";
import type { NegativesOfRows } from "../training/row-negatives.js";
import type { Catalogue } from "./catalogue.js";

/**
 * Reads a column with the item keys that are negatives of each row: a list in each row, or nothing.
 * @param candidateOfRow - the item that each row chose, as a row of the catalogue.
 * @throws ConfigError naming a row that holds no list, an item that is not in the catalogue, or the item
 * that the row itself chose.
 */
export function readListedNegatives(
  train: TableLike,
  column: string,
  { catalogue, candidateOfRow }: { catalogue: Catalogue; candidateOfRow: Int32Array },
): NegativesOfRows {
  const lists = columnOf(train, column, "train");
  const offsets = new Int32Array(lists.length + 1);
  const candidates: number[] = [];
  for (let row = 0; row < lists.length; row++) {
    const keys = listOf(lists[row], `train: ${column} of row ${row} (from 0)`);
    const places = placesOf(keys, catalogue.rowOf, `train: ${column} of row ${row} (from 0)`);
    for (let i = 0; i < places.length; i++) {
      const what = `train: ${column} of row ${row} (from 0) holds ${shown(keys[i])}, which`;
      if (places[i] < 0) {
        throw new ConfigError(`${what} is not among the candidates; leave it out.`);
      }
      if (places[i] === candidateOfRow[row]) {
        throw new ConfigError(`${what} the row chose itself; it cannot be its negative too.`);
      }
      candidates.push(places[i]);
    }
    offsets[row + 1] = candidates.length;
  }
  return { offsets, candidates: Int32Array.from(candidates) };
}

function listOf(value: unknown, what: string): ArrayLike<unknown> {
  if (value === null || value === undefined) return [];
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  if (!isList) {
    throw new ConfigError(`${what} is ${shown(value)}; it must be a list of item keys, or null.`);
  }
  return value as ArrayLike<unknown>;
}
