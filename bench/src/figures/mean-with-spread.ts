import { mean, spread } from "../statistics.js";

/** The mean over seeds with the least and the greatest in brackets; of one alone, what it is. */
export function meanWithSpread(values: readonly number[]): string {
  const [least, greatest] = spread(values);
  const middle = mean(values).toFixed(4);
  return values.length === 1 ? middle : `${middle} (${least.toFixed(4)} to ${greatest.toFixed(4)})`;
}
