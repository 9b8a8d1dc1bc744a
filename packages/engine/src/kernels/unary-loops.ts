/**
 * Does one operation on each value. `out` may be `x` itself.
 * @param alpha - of the operations that have a setting.
 */
export type UnaryLoop = (x: Float32Array, out: Float32Array, alpha: number) => void;

// One loop for each operation: see row-loops.ts. And no branch on the sign of a value, which no processor
// can foresee: it takes four times as long as the arithmetic that does without.

/** Operations that need no more than arithmetic. */
export const unaryLoops = {
  Abs(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.abs(x[i]);
  },
  LeakyRelu(x, out, alpha) {
    const slopes = Float64Array.of(1, alpha);
    for (let i = 0; i < x.length; i++) out[i] = x[i] * slopes[Number(x[i] < 0)];
  },
  Neg(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = -x[i];
  },
  Reciprocal(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = 1 / x[i];
  },
  Relu(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = relu(x[i]);
  },
  Relu6(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.min(relu(x[i]), 6);
  },
  Rsqrt(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = 1 / Math.sqrt(x[i]);
  },
  Sign(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = x[i] < 0 ? -1 : x[i] > 0 ? 1 : 0;
  },
  Sqrt(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.sqrt(x[i]);
  },
  Square(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = x[i] * x[i];
  },
  Step(x, out, alpha) {
    const steps = Float64Array.of(alpha, 1);
    for (let i = 0; i < x.length; i++) {
      const value = x[i];
      out[i] = Number.isNaN(value) ? value : steps[Number(value > 0)];
    }
  },
} satisfies Record<string, UnaryLoop>;

/** The larger of a value and 0: half of the value and its size, which −∞ and what is no number have not. */
function relu(value: number): number {
  return value > -Infinity ? 0.5 * (value + Math.abs(value)) : Math.max(0, value);
}
