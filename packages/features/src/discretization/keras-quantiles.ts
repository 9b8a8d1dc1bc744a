/** The share of the rows by which Keras lets a quantile be off: its default. */
const EPSILON = 0.01;

/** Values and how many rows each stands for. */
interface Summary {
  readonly values: Float32Array;
  readonly weights: Float32Array;
}

/**
 * The boundaries that `Discretization(num_bins)` of Keras 3 learns from a column in one piece: about
 * 100 evenly spaced values of the sorted column, between which quantiles are interpolated. Steps and
 * roundings are Keras's, for the same bits.
 *
 * @param sorted - rising; at least one value.
 * @returns at most `bins − 1` boundaries, rising; fewer where there are fewer values than bins.
 */
export function kerasQuantiles(sorted: Float32Array, bins: number): Float32Array {
  const summary = compress(summarize(sorted), EPSILON);
  return compress(summary, 1 / bins).values.slice(0, -1);
}

function summarize(sorted: Float32Array): Summary {
  const step = Math.max(sorted.length / (1 / EPSILON), 1);
  const stride = Math.trunc(step);
  const first = Math.trunc(step - 1);
  const values = new Float32Array(Math.ceil((sorted.length - first) / stride));
  for (let i = 0; i < values.length; i++) values[i] = sorted[first + i * stride];
  return { values, weights: new Float32Array(values.length).fill(step) };
}

/** Reduces a summary to steps of `epsilon` of its weight. */
function compress({ values, weights }: Summary, epsilon: number): Summary {
  const length = values.length;
  if (length * epsilon < 1) return { values, weights };
  const cumulative = new Float32Array(length);
  for (let i = 0, sum = 0; i < length; i++) {
    sum = Math.fround(sum + weights[i]);
    cumulative[i] = sum;
  }
  const shares = cumulative.map((weight) => weight / cumulative[length - 1]);
  const steps = Math.ceil(1 / epsilon);
  const compressed = { values: new Float32Array(steps), weights: new Float32Array(steps) };
  for (let i = 0, before = 0; i < steps; i++) {
    const share = epsilon + i * epsilon;
    const weight = interpolate(share, shares, cumulative);
    compressed.values[i] = interpolate(share, shares, values);
    compressed.weights[i] = weight - before;
    before = weight;
  }
  return compressed;
}

/** The line through the points (`xs`, `ys`) at `x`, level past both ends: `numpy.interp`. */
function interpolate(x: number, xs: Float32Array, ys: Float32Array): number {
  const last = xs.length - 1;
  if (x < xs[0]) return ys[0];
  if (x >= xs[last]) return ys[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  if (xs[low] === x) return ys[low];
  const slope = (ys[low + 1] - ys[low]) / (xs[low + 1] - xs[low]);
  return slope * (x - xs[low]) + ys[low];
}
