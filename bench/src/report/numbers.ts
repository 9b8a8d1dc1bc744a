/** A number as people read it: three digits that mean something, no more than two after the point. */
export function shown(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A number and its unit: `8 ms`, `50 ×`. */
export const withUnit = (value: number, unit: string): string => `${shown(value)} ${unit}`;

/** From the least to the greatest. */
export const between = ([least, most]: readonly [number, number]): string =>
  `${shown(least)} to ${shown(most)}`;
