const { fround } = Math;

/** One matrix among others in an array: where it begins, and how far apart its values lie. */
export interface Matrix {
  readonly values: Float32Array;
  readonly at: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

interface Extents {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/**
 * One product of two small matrices with the bits of the runtime's `matrixProduct`, which takes longer to
 * be called than these few sums take.
 * @param outAt - where the product, `[rows, columns]`, begins in `out`.
 */
export function smallProduct(
  left: Matrix,
  right: Matrix,
  out: Float32Array,
  { rows, inner, columns, outAt }: Extents & { readonly outAt: number },
): void {
  const whole = columns - (columns % 4);
  let at = outAt;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < whole; column += 4, at += 4) {
      fourSums(left, right, out, { row, column, inner, at });
    }
    for (let column = whole; column < columns; column++, at++) {
      out[at] = oneSum(left, right, { row, column, inner });
    }
  }
}

interface Place {
  readonly row: number;
  readonly column: number;
  readonly inner: number;
}

/** The sums of four columns at once, as each addition has to wait for the one before it. */
function fourSums(
  left: Matrix,
  right: Matrix,
  out: Float32Array,
  { row, column, inner, at }: Place & { readonly at: number },
): void {
  const [a, b] = [left.values, right.values];
  const next = right.columnStep;
  let p = left.at + row * left.rowStep;
  let q = right.at + column * next;
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let k = 0; k < inner; k++, p += left.columnStep, q += right.rowStep) {
    const x = a[p] as number;
    sum0 = fround(sum0 + fround(x * (b[q] as number)));
    sum1 = fround(sum1 + fround(x * (b[q + next] as number)));
    sum2 = fround(sum2 + fround(x * (b[q + 2 * next] as number)));
    sum3 = fround(sum3 + fround(x * (b[q + 3 * next] as number)));
  }
  out[at] = sum0;
  out[at + 1] = sum1;
  out[at + 2] = sum2;
  out[at + 3] = sum3;
}

function oneSum(left: Matrix, right: Matrix, { row, column, inner }: Place): number {
  let p = left.at + row * left.rowStep;
  let q = right.at + column * right.columnStep;
  let sum = 0;
  for (let k = 0; k < inner; k++, p += left.columnStep, q += right.rowStep) {
    sum = fround(sum + fround((left.values[p] as number) * (right.values[q] as number)));
  }
  return sum;
}
