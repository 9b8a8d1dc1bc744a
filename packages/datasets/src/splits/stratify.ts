/**
 * Marks `numTest` rows such that each value of a column has its share of them: as many as its share says,
 * rounded down, and one more for those whose rounding took most away (the largest-remainder rule).
 *
 * @param order - all rows, in the random order in which each value gives its rows.
 */
export function stratifiedTest(
  values: ArrayLike<unknown>,
  order: Uint32Array,
  numTest: number,
): Uint8Array {
  const strata = new Map<unknown, number[]>();
  for (const row of order) {
    const stratum = strata.get(values[row]);
    if (stratum === undefined) strata.set(values[row], [row]);
    else stratum.push(row);
  }
  const shares = [...strata.values()].map((rows) => {
    const exact = (rows.length * numTest) / order.length;
    return { rows, count: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  let missing = numTest - shares.reduce((sum, { count }) => sum + count, 0);
  // Sorting is stable, so equal remainders go by first appearance in the random order.
  for (const share of shares.slice().sort((a, b) => b.remainder - a.remainder)) {
    if (missing === 0) break;
    share.count += 1;
    missing -= 1;
  }
  const isTest = new Uint8Array(order.length);
  for (const { rows, count } of shares) {
    for (const row of rows.slice(0, count)) isTest[row] = 1;
  }
  return isTest;
}
