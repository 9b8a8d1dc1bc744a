import type { NumericArray } from "../backend/tensors.js";

/** One row of two operands and of what becomes of them; a step of 0 repeats one value. */
export interface Row {
  aAt: number;
  aStep: number;
  bAt: number;
  bStep: number;
  outAt: number;
  count: number;
}

/** Does one operation on each pair of values of a row. */
export type RowLoop = (a: NumericArray, b: NumericArray, out: NumericArray, row: Row) => void;

// Each operation has a loop of its own: one loop that is given the operation as a function takes several
// times as long, because it serves too many functions for any of them to be compiled into it.

/** Operations whose result is a float32 number. */
export const arithmetic: Readonly<Record<string, RowLoop>> = {
  Add(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) out[outAt + i] = a[aAt] + b[bAt];
  },
  Sub(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) out[outAt + i] = a[aAt] - b[bAt];
  },
  Multiply(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) out[outAt + i] = a[aAt] * b[bAt];
  },
  RealDiv(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) out[outAt + i] = a[aAt] / b[bAt];
  },
  SquaredDifference(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      const difference = a[aAt] - b[bAt];
      out[outAt + i] = difference * difference;
    }
  },
  Maximum(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = Math.max(a[aAt], b[bAt]);
    }
  },
  Minimum(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = Math.min(a[aAt], b[bAt]);
    }
  },
};

/** Values, of which the negative ones are multiplied by a slope. */
export const prelu: RowLoop = (x, alpha, out, { aAt, aStep, bAt, bStep, outAt, count }) => {
  for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
    const value = x[aAt];
    out[outAt + i] = value < 0 ? alpha[bAt] * value : value;
  }
};

/** Operations whose result is true or false. */
export const comparisons: Readonly<Record<string, RowLoop>> = {
  Equal(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = a[aAt] === b[bAt] ? 1 : 0;
    }
  },
  NotEqual(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = a[aAt] !== b[bAt] ? 1 : 0;
    }
  },
  Greater(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = a[aAt] > b[bAt] ? 1 : 0;
    }
  },
  GreaterEqual(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = a[aAt] >= b[bAt] ? 1 : 0;
    }
  },
  Less(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = a[aAt] < b[bAt] ? 1 : 0;
    }
  },
  LessEqual(a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) {
    for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
      out[outAt + i] = a[aAt] <= b[bAt] ? 1 : 0;
    }
  },
};
