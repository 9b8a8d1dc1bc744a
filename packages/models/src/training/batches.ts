import { ConfigError, columnOf, type Generator, shown, type TableLike } from "@towerkit/core";
import { isId } from "@towerkit/retrieval";

/** Rows that stay together: those of group `g` are `rows[offsets[g] … offsets[g + 1])`, rising. */
export interface RowGroups {
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Puts the rows of a table together that share a value, groups in the order of their first rows.
 * @param what - how error messages call the table.
 * @throws ConfigError for a missing column, or a value that is no string and no finite number.
 */
export function groupRowsBy(table: TableLike, column: string, what: string): RowGroups {
  const values = columnOf(table, column, what);
  const groupOfValue = new Map<unknown, number>();
  const groupOfRow = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!isId(value)) {
      throw new ConfigError(
        `${what}: batchBy ${column} of row ${row} (from 0) is ${shown(value)}; it must be a string or a finite number.`,
      );
    }
    const group = groupOfValue.get(value) ?? groupOfValue.size;
    groupOfValue.set(value, group);
    groupOfRow[row] = group;
  }
  return groupRows(groupOfRow, groupOfValue.size);
}

/** Puts rows together by the numbers of their groups, from 0 to below `count`. */
export function groupRows(groupOfRow: Int32Array, count: number): RowGroups {
  const offsets = new Int32Array(count + 1);
  for (let row = 0; row < groupOfRow.length; row++) offsets[groupOfRow[row] + 1]++;
  for (let group = 0; group < count; group++) offsets[group + 1] += offsets[group];
  const next = offsets.slice(0, count);
  const rows = new Int32Array(groupOfRow.length);
  for (let row = 0; row < groupOfRow.length; row++) rows[next[groupOfRow[row]]++] = row;
  return { offsets, rows };
}

/** The batches of an epoch: of rows, or of whole groups of them. */
export class Batches {
  /** How many there are. */
  readonly count: number;
  readonly #batchSize: number;
  readonly #groups: RowGroups | undefined;
  /** What is shuffled: rows, or groups. */
  readonly #order: Int32Array;
  /** `[rows]`: as the epoch meets them. */
  readonly #rows: Int32Array;
  /** `[order + 1]`: where among `#rows` each group begins. */
  readonly #starts: Int32Array | undefined;

  /**
   * @param parts - `rows`: how many there are; `batchSize`: how many of them, or of their groups where
   * there are some, make a batch.
   */
  constructor(parts: {
    readonly rows: number;
    readonly batchSize: number;
    readonly groups: RowGroups | undefined;
  }) {
    const { rows, batchSize, groups } = parts;
    const units = groups ? groups.offsets.length - 1 : rows;
    this.count = Math.ceil(units / batchSize);
    this.#batchSize = batchSize;
    this.#groups = groups;
    this.#order = new Int32Array(units);
    this.#rows = groups ? new Int32Array(rows) : this.#order;
    this.#starts = groups && new Int32Array(units + 1);
  }

  /** Draws another order, which depends on the generator alone. */
  shuffle(generator: Generator): void {
    const order = this.#order;
    for (let unit = 0; unit < order.length; unit++) order[unit] = unit;
    generator.shuffle(order);
    if (this.#groups && this.#starts) layOut(this.#groups, order, this.#rows, this.#starts);
  }

  /** `[batch]`: the rows of a batch, a view that is good until the next shuffle; the last may be shorter. */
  at(index: number): Int32Array {
    const first = index * this.#batchSize;
    const end = Math.min(first + this.#batchSize, this.#order.length);
    const starts = this.#starts;
    return starts
      ? this.#rows.subarray(starts[first], starts[end])
      : this.#rows.subarray(first, end);
  }
}

/** Writes the rows of groups one behind the other, and where each begins. */
function layOut(
  { offsets, rows }: RowGroups,
  order: Int32Array,
  out: Int32Array,
  starts: Int32Array,
): void {
  for (let i = 0; i < order.length; i++) {
    const [from, to] = [offsets[order[i]], offsets[order[i] + 1]];
    out.set(rows.subarray(from, to), starts[i]);
    starts[i + 1] = starts[i] + to - from;
  }
}
