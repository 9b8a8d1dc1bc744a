import type { Matrix } from "@towerkit/core";
import type { Bags } from "towerkit";

/** Each row's numbers. */
export function rowsOf({ rows, dim, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(data.subarray(row * dim, (row + 1) * dim)),
  );
}

/** Each row's ids. */
export function idsOfRows({ offsets, values }: Bags): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from(values.subarray(offsets[row], offsets[row + 1])),
  );
}

/** The ids and weights of a row, as the row of a wide matrix that other libraries make of them. */
export function wideRows(bags: Bags, width: number): number[][] {
  const { offsets, values, weights } = bags;
  return Array.from({ length: offsets.length - 1 }, (_, row) => {
    const wide = new Float32Array(width);
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
      const id = values[at] as number;
      if (id >= width) throw new Error(`row ${row} has the id ${id}, but there are ${width}`);
      wide[id] = (wide[id] as number) + (weights?.[at] ?? 1);
    }
    return Array.from(wide);
  });
}
