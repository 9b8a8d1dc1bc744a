/** A whole number with its thousands set apart, alike in every locale: `100,000`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share with five decimals: exact where it counts rows of a test set of 20,000. */
export function share(value: number): string {
  return value.toFixed(5);
}

/** Seconds with two decimals. */
export function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
