import { type TableLike, tableFromColumns } from "@towerkit/core";
import { encodeTable } from "../arrow/write/encode-table.js";
import type { BundleContents } from "../contents.js";
import { PART_COLUMN, TEST, TRAIN } from "./part-column.js";

/**
 * Both tables in one file, train rows first. A column that only one of them has is null in the other.
 */
export function encodeInteractions({
  train,
  test,
}: NonNullable<BundleContents["interactions"]>): Uint8Array {
  const tables = test === undefined ? [train] : [train, test];
  const parts = tables.flatMap((table, i) =>
    new Array<string>(table.numRows()).fill(i === 0 ? TRAIN : TEST),
  );
  const names = new Set(tables.flatMap((table) => table.columnNames()));
  const columns = Array.from(names, (name): [string, ArrayLike<unknown>] => [
    name,
    concatenated(name, tables),
  ]);
  const joined = tableFromColumns(Object.fromEntries([[PART_COLUMN, parts], ...columns]));
  return encodeTable(joined, "interactions");
}

function concatenated(name: string, tables: readonly TableLike[]): ArrayLike<unknown> {
  const [first, second] = tables.map((table) =>
    table.columnNames().includes(name)
      ? table.array(name)
      : new Array<null>(table.numRows()).fill(null),
  );
  if (second === undefined || second.length === 0) return first as ArrayLike<unknown>;
  return joinTyped(first, second) ?? [...Array.from(first), ...Array.from(second)];
}

function joinTyped(
  first: ArrayLike<unknown>,
  second: ArrayLike<unknown>,
): ArrayLike<unknown> | undefined {
  const isTyped = ArrayBuffer.isView(first) && first.constructor === second.constructor;
  if (!isTyped) return undefined;
  const joined = new (first.constructor as Float64ArrayConstructor)(first.length + second.length);
  joined.set(first as unknown as Float64Array);
  joined.set(second as Float64Array, first.length);
  return joined;
}
