import type { Answer } from "../contest/protocol.js";

/**
 * Steps over whole batches of the prepared rows in their order, over and over: what a contestant of a
 * training step does `n` times.
 * @param step - trains on the rows from `first` to `end` and gives back the sum of their losses.
 */
export function wholeBatches(
  step: (first: number, end: number) => number,
  { rows, batchSize }: { readonly rows: number; readonly batchSize: number },
): (n: number) => Answer {
  const batches = Math.floor(rows / batchSize);
  let next = 0;
  return (n) => {
    const milliseconds: number[] = [];
    const loss: number[] = [];
    for (let i = 0; i < n; i++) {
      const first = (next++ % batches) * batchSize;
      const started = performance.now();
      loss.push(step(first, first + batchSize));
      milliseconds.push(performance.now() - started);
    }
    return { milliseconds, values: { loss } };
  };
}
