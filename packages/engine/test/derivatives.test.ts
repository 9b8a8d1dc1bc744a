import type { Tensor } from "@tensorflow/tfjs-core";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { type Given, type Operation, backThrough as through } from "./back-through.js";
import { open } from "./engines.js";
import type { Tf } from "./results.js";

const tensorflow = await open({ threads: 1 });
const backThrough = (f: Operation, x: Given, weights?: readonly number[]) =>
  through(tensorflow, f, { x, ...(weights && { weights }) });

describe("the derivative of a function of one value", () => {
  const wide = [-2.6, -0.7, 0.3, 1.9];
  const above = [0.2, 0.9, 1.7, 4];
  const within = [-0.8, -0.1, 0.4, 0.9];
  const selu = (x: number) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
  const erf = (x: number) => {
    // Its series, of as many terms as matter here.
    let [term, sum] = [x, x];
    for (let n = 1; n < 60; n++) {
      term *= -(x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  };
  const functions: Record<
    string,
    [(tf: Tf, x: Tensor) => Tensor, (x: number) => number, number[]]
  > = {
    abs: [(tf, x) => tf.abs(x), Math.abs, wide],
    acos: [(tf, x) => tf.acos(x), Math.acos, within],
    acosh: [(tf, x) => tf.acosh(x), Math.acosh, [1.2, 2, 3, 9]],
    asin: [(tf, x) => tf.asin(x), Math.asin, within],
    asinh: [(tf, x) => tf.asinh(x), Math.asinh, wide],
    atan: [(tf, x) => tf.atan(x), Math.atan, wide],
    atanh: [(tf, x) => tf.atanh(x), Math.atanh, within],
    ceil: [(tf, x) => tf.ceil(x), Math.ceil, wide],
    clip: [(tf, x) => tf.clipByValue(x, -1, 1), (x) => Math.max(-1, Math.min(1, x)), wide],
    cos: [(tf, x) => tf.cos(x), Math.cos, wide],
    cosh: [(tf, x) => tf.cosh(x), Math.cosh, wide],
    elu: [(tf, x) => tf.elu(x), (x) => (x > 0 ? x : Math.expm1(x)), wide],
    erf: [(tf, x) => tf.erf(x), erf, wide],
    exp: [(tf, x) => tf.exp(x), Math.exp, wide],
    expm1: [(tf, x) => tf.expm1(x), Math.expm1, wide],
    floor: [(tf, x) => tf.floor(x), Math.floor, wide],
    leakyRelu: [(tf, x) => tf.leakyRelu(x, 0.3), (x) => (x > 0 ? x : 0.3 * x), wide],
    log: [(tf, x) => tf.log(x), Math.log, above],
    log1p: [(tf, x) => tf.log1p(x), Math.log1p, above],
    neg: [(tf, x) => tf.neg(x), (x) => -x, wide],
    reciprocal: [(tf, x) => tf.reciprocal(x), (x) => 1 / x, wide],
    relu: [(tf, x) => tf.relu(x), (x) => Math.max(0, x), wide],
    relu6: [(tf, x) => tf.relu6(x), (x) => Math.min(6, Math.max(0, x)), [-1, 0.5, 5.9, 7]],
    round: [(tf, x) => tf.round(x), Math.round, wide],
    rsqrt: [(tf, x) => tf.rsqrt(x), (x) => 1 / Math.sqrt(x), above],
    selu: [(tf, x) => tf.selu(x), selu, wide],
    sigmoid: [(tf, x) => tf.sigmoid(x), (x) => 1 / (1 + Math.exp(-x)), wide],
    sign: [(tf, x) => tf.sign(x), Math.sign, wide],
    sin: [(tf, x) => tf.sin(x), Math.sin, wide],
    sinh: [(tf, x) => tf.sinh(x), Math.sinh, wide],
    softplus: [(tf, x) => tf.softplus(x), (x) => Math.log1p(Math.exp(x)), wide],
    sqrt: [(tf, x) => tf.sqrt(x), Math.sqrt, above],
    square: [(tf, x) => tf.square(x), (x) => x * x, wide],
    step: [(tf, x) => tf.step(x), (x) => (x > 0 ? 1 : 0), wide],
    tan: [(tf, x) => tf.tan(x), Math.tan, [-1, -0.3, 0.5, 1.2]],
    tanh: [(tf, x) => tf.tanh(x), Math.tanh, wide],
    "zeros and ones": [(tf, x) => tf.add(tf.zerosLike(x), tf.onesLike(x)), () => 1, wide],
  };

  it.each(Object.entries(functions))("%s", (_, [operation, f, points]) => {
    const { dx } = backThrough(operation, { shape: [points.length], values: points });
    const floats = points.map(Math.fround);
    const slopes = floats.map((x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5);
    expectAllClose(dx, slopes, { ofLargest: 3e-6 });
  });

  it("is that of a derivative, too", () => {
    const points = [0.5, 0.75, 2];
    const { dx } = backThrough(
      (tf, x) => tf.grad((given) => tf.mul(tf.log(given as Tensor), tf.sqrt(given as Tensor)))(x),
      { shape: [3], values: points },
    );
    const second = points.map((x) => -Math.log(x) / (4 * x ** 1.5));
    expectAllClose(dx, second, { ofLargest: 1e-6 });
  });
});

describe("the derivatives of a function of two values, each repeated to the other's shape", () => {
  const a = { shape: [2, 1], values: [1.5, -2.375] };
  const b = { shape: [3], values: [0.875, -1.25, 2.5] };
  type Pair = (tf: Tf, a: Tensor, b: Tensor) => Tensor;
  const functions: Record<string, [Pair, (a: number, b: number) => number]> = {
    add: [(tf, a, b) => tf.add(a, b), (a, b) => a + b],
    atan2: [(tf, a, b) => tf.atan2(a, b), Math.atan2],
    div: [(tf, a, b) => tf.div(a, b), (a, b) => a / b],
    floorDiv: [(tf, a, b) => tf.floorDiv(a, b), (a, b) => Math.floor(a / b)],
    maximum: [(tf, a, b) => tf.maximum(a, b), Math.max],
    minimum: [(tf, a, b) => tf.minimum(a, b), Math.min],
    mod: [(tf, a, b) => tf.mod(a, b), (a, b) => a - b * Math.floor(a / b)],
    mul: [(tf, a, b) => tf.mul(a, b), (a, b) => a * b],
    "pow of a positive base": [(tf, a, b) => tf.pow(tf.abs(a), b), (a, b) => Math.abs(a) ** b],
    prelu: [(tf, a, b) => tf.prelu(a, b), (a, b) => (a > 0 ? a : a * b)],
    squaredDifference: [(tf, a, b) => tf.squaredDifference(a, b), (a, b) => (a - b) ** 2],
    sub: [(tf, a, b) => tf.sub(a, b), (a, b) => a - b],
    where: [
      (tf, a, b) => tf.where(tf.greater(a, 0), tf.mul(a, tf.onesLike(b)), b),
      (a, b) => (a > 0 ? a : b),
    ],
  };
  const weights = [1, -2, 0.5, 3, -1.5, 2];
  const sum = (f: (a: number, b: number) => number, as: ArrayLike<number>, bs: ArrayLike<number>) =>
    weights.reduce((total, weight, i) => {
      return total + weight * f(as[Math.floor(i / 3)] as number, bs[i % 3] as number);
    }, 0);

  it.each(Object.entries(functions))("%s", (_, [operation, f]) => {
    const ofA = backThrough((tf, x) => operation(tf, x, tf.tensor(b.values, b.shape)), a, weights);
    const ofB = backThrough((tf, x) => operation(tf, tf.tensor(a.values, a.shape), x), b, weights);
    const tolerance = 3e-6;
    checkGradient({
      f: (as) => sum(f, as, b.values),
      point: Float64Array.from(a.values),
      gradient: ofA.dx,
      tolerance,
    });
    checkGradient({
      f: (bs) => sum(f, a.values, bs),
      point: Float64Array.from(b.values),
      gradient: ofB.dx,
      tolerance,
    });
    expect([ofA.shape, ofB.shape]).toEqual([a.shape, b.shape]);
  });

  it("pow of a base that is not positive is that of the base alone", () => {
    const power = (values: number[]) =>
      backThrough((tf, x) => tf.pow(tf.tensor1d([-2, 0, 3]), x), { shape: [3], values });
    expectAllClose(power([2, 2, 2]).dx, [0, 0, 9 * Math.log(3)], { relative: 1e-6 });
    const base = backThrough((tf, x) => tf.pow(x, 2), { shape: [3], values: [-2, 0, 3] });
    expect(base.dx).toEqual([-4, 0, 6]);
  });
});
