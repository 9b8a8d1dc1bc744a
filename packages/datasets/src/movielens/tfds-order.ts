import { ConfigError, type Schema, type TableLike } from "@towerkit/core";
import { isTable, notATable, type Table, takeRows } from "../table.js";
import { ShortMd5 } from "./md5.js";

/**
 * Puts rows that are in the files' order, ratings or films, into the order in which TensorFlow
 * Datasets writes them: by the MD5 of `train` and the row's number.
 *
 * For 100k, latest-small and every catalogue that is also the order in which it reads them. The
 * ratings of the bigger ones it writes as several files and reads from these in turn, 16 rows at a
 * time by default, so what a program sees there depends on how many files there are.
 *
 * @throws ConfigError if it is not given a table.
 * @example
 * const { ratings } = await movielens("100k");
 * tfdsOrder(ratings).get("timestamp", 0); // 879024327
 */
export function tfdsOrder<S extends Schema>(table: TableLike<S>): Table<S> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  return takeRows(table, rowsByDigest(table.numRows()));
}

function rowsByDigest(numRows: number): Uint32Array {
  const md5 = new ShortMd5();
  const keys = Array.from({ length: 4 }, () => new Uint32Array(numRows));
  const rows = new Uint32Array(numRows);
  for (let row = 0; row < numRows; row++) {
    md5.digest(`train${row}`);
    for (let word = 0; word < 4; word++) keys[word][row] = md5.words[word];
    rows[row] = row;
  }
  const [first, second, third, fourth] = keys;
  return rows.sort(
    (a, b) =>
      first[a] - first[b] || second[a] - second[b] || third[a] - third[b] || fourth[a] - fourth[b],
  );
}
