import type { ClipByValueAttrs, LeakyReluAttrs, Tensor } from "@tensorflow/tfjs-core";
import { SELU_SCALE, SELU_SCALE_ALPHA } from "../math/selu.js";
import {
  asFloats,
  type Gradient,
  type Gradients,
  type Tf,
  withAttrs,
  zerosFor,
} from "./gradient.js";

/** The gradient of x, from that of y = f(x) and from x. */
function fromInput(dx: (tf: Tf, dy: Tensor, x: Tensor) => Tensor): Gradient {
  return {
    inputsToSave: ["x"],
    backward: ({ tf, dy, saved }) => ({ x: () => dx(tf, dy, asFloats(tf, saved[0] as Tensor)) }),
  };
}

/**
 * The gradient of x, from that of y = f(x) and from y, where that saves another f(x). It has no
 * derivative of its own: TensorFlow.js knows no way from x to a saved y.
 */
function fromOutput(dx: (tf: Tf, dy: Tensor, y: Tensor) => Tensor): Gradient {
  return {
    outputsToSave: [true],
    backward: ({ tf, dy, saved }) => ({ x: () => dx(tf, dy, saved[0] as Tensor) }),
  };
}

/** Where f is flat nearly everywhere. */
const flat: Gradient = { backward: ({ tf, dy }) => ({ x: () => zerosFor(tf, dy) }) };

const TWO_BY_ROOT_OF_PI = 1.1283791670955126;

/** y = f(x), value by value. */
export const unaryGradients: Gradients = {
  Abs: fromInput((tf, dy, x) => tf.mul(dy, tf.sign(x))),
  Acos: fromInput((tf, dy, x) => tf.neg(tf.div(dy, tf.sqrt(oneLess(tf, tf.square(x)))))),
  Acosh: fromInput((tf, dy, x) => tf.div(dy, tf.sqrt(tf.sub(tf.square(x), 1)))),
  Asin: fromInput((tf, dy, x) => tf.div(dy, tf.sqrt(oneLess(tf, tf.square(x))))),
  Asinh: fromInput((tf, dy, x) => tf.div(dy, tf.sqrt(tf.add(tf.square(x), 1)))),
  Atan: fromInput((tf, dy, x) => tf.div(dy, tf.add(tf.square(x), 1))),
  Atanh: fromInput((tf, dy, x) => tf.div(dy, oneLess(tf, tf.square(x)))),
  Ceil: flat,
  ClipByValue: withAttrs<ClipByValueAttrs>(
    { inputsToSave: ["x"] },
    ({ tf, dy, saved: [x], attrs: { clipValueMin, clipValueMax } }) => ({
      x: () => {
        const isWithin = tf.logicalAnd(
          tf.greaterEqual(x as Tensor, clipValueMin),
          tf.lessEqual(x as Tensor, clipValueMax),
        );
        return tf.where(isWithin, dy, 0);
      },
    }),
  ),
  Cos: fromInput((tf, dy, x) => tf.neg(tf.mul(dy, tf.sin(x)))),
  Cosh: fromInput((tf, dy, x) => tf.mul(dy, tf.sinh(x))),
  Elu: fromOutput((tf, dy, y) => tf.engine().runKernel(tf.EluGrad, { dy, y })),
  Erf: fromInput((tf, dy, x) =>
    tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(x))), TWO_BY_ROOT_OF_PI)),
  ),
  Exp: fromOutput((tf, dy, y) => tf.mul(dy, y)),
  Expm1: fromInput((tf, dy, x) => tf.mul(dy, tf.exp(x))),
  Floor: flat,
  IsFinite: flat,
  IsInf: flat,
  IsNan: flat,
  LeakyRelu: withAttrs<LeakyReluAttrs>(
    { inputsToSave: ["x"] },
    ({ tf, dy, saved: [x], attrs: { alpha } }) => ({
      x: () => tf.mul(dy, tf.step(x as Tensor, alpha)),
    }),
  ),
  Log: fromInput((tf, dy, x) => tf.div(dy, x)),
  Log1p: fromInput((tf, dy, x) => tf.div(dy, tf.add(x, 1))),
  LogicalNot: flat,
  Neg: { backward: ({ tf, dy }) => ({ x: () => tf.neg(dy) }) },
  OnesLike: flat,
  Reciprocal: fromInput((tf, dy, x) => tf.neg(tf.div(dy, tf.square(x)))),
  Relu: fromOutput((tf, dy, y) => tf.mul(dy, tf.step(y))),
  Relu6: fromInput((tf, dy, x) =>
    tf.mul(dy, tf.mul(tf.step(x), tf.cast(tf.lessEqual(x, 6), "float32"))),
  ),
  Round: flat,
  Rsqrt: fromInput((tf, dy, x) => tf.mul(dy, tf.div(tf.rsqrt(x), tf.mul(x, -2)))),
  Selu: fromInput((tf, dy, x) => {
    const below = tf.mul(tf.exp(tf.minimum(x, 0)), SELU_SCALE_ALPHA);
    return tf.mul(dy, tf.where(tf.greater(x, 0), tf.fill(x.shape, SELU_SCALE), below));
  }),
  Sigmoid: fromOutput((tf, dy, y) => tf.mul(dy, tf.mul(y, oneLess(tf, y)))),
  Sign: flat,
  Sin: fromInput((tf, dy, x) => tf.mul(dy, tf.cos(x))),
  Sinh: fromInput((tf, dy, x) => tf.mul(dy, tf.cosh(x))),
  Softplus: fromInput((tf, dy, x) => tf.mul(dy, tf.sigmoid(x))),
  Sqrt: fromInput((tf, dy, x) => tf.div(dy, tf.mul(tf.sqrt(x), 2))),
  Square: fromInput((tf, dy, x) => tf.mul(dy, tf.mul(x, 2))),
  Step: flat,
  Tan: fromInput((tf, dy, x) => tf.mul(dy, tf.add(tf.square(tf.tan(x)), 1))),
  Tanh: fromOutput((tf, dy, y) => tf.mul(dy, oneLess(tf, tf.square(y)))),
  ZerosLike: flat,
};

const oneLess = (tf: Tf, x: Tensor): Tensor => tf.sub(1, x);
