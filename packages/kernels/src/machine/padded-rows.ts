/** How many values a vector kernel takes at a time; rows and their number are padded to it. */
export const LANES = 8;

export function padded(count: number): number {
  return Math.ceil(count / LANES) * LANES;
}

/** Copies `[rows, dim]` into `to`, `[padded rows, padded dim]`, with zeros where there is nothing. */
export function copyPadded(from: Float32Array, dim: number, to: Float32Array): void {
  const width = padded(dim);
  if (width === dim) {
    to.set(from);
    to.fill(0, from.length);
    return;
  }
  to.fill(0);
  for (let row = 0, at = 0; at < from.length; row++) {
    for (let d = 0; d < dim; d++) to[row * width + d] = from[at++];
  }
}

/** Copies `to.length / dim` rows of `dim` values back out of rows of padded width. */
export function copyUnpadded(from: Float32Array, dim: number, to: Float32Array): void {
  const width = padded(dim);
  if (width === dim) {
    to.set(from.subarray(0, to.length));
    return;
  }
  for (let row = 0, at = 0; at < to.length; row++) {
    for (let d = 0; d < dim; d++) to[at++] = from[row * width + d];
  }
}
