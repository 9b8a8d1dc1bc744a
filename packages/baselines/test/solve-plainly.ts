/** Solves A · X = B in float64 by Gauss's elimination with row exchanges; both are lists of rows. */
export function solvePlainly(a: readonly number[][], b: readonly number[][]): number[][] {
  const size = a.length;
  const rows = a.map((row, i) => Float64Array.from([...row, ...b[i]]));
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let r = k + 1; r < size; r++) if (Math.abs(rows[r][k]) > Math.abs(rows[best][k])) best = r;
    const pivot = rows[best];
    rows[best] = rows[k];
    rows[k] = pivot;
    for (let r = 0; r < size; r++) {
      if (r === k) continue;
      const factor = rows[r][k] / pivot[k];
      for (let c = k; c < pivot.length; c++) rows[r][c] -= factor * pivot[c];
    }
  }
  return rows.map((row, k) => Array.from(row.subarray(size), (value) => value / row[k]));
}

/** The matrix with ones on its diagonal and zeros off it. */
export function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_, c) => (r === c ? 1 : 0)),
  );
}
