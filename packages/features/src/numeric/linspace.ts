/**
 * `count` evenly spaced numbers from `start` to `stop`, both included, with NumPy's bits
 * (`numpy.linspace`). A single one is `start`, which is at most `stop`.
 */
export function linspace(start: number, stop: number, count: number): Float64Array {
  const numbers = new Float64Array(count);
  const span = stop - start;
  const step = span / (count - 1);
  for (let i = 0; i < count; i++) {
    // A span so small that its step vanishes is divided in the other order.
    const number = (step === 0 ? (i / (count - 1)) * span : i * step) + start;
    // NumPy overshoots where the step is one of the few smallest float64; that would fall at the end.
    numbers[i] = Math.min(number, stop);
  }
  numbers[0] = start;
  if (count > 1) numbers[count - 1] = stop;
  return numbers;
}
