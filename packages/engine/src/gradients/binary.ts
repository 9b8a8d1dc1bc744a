import type { Tensor } from "@tensorflow/tfjs-core";
import { asFloats, type Gradient, type Gradients, sumTo, type Tf, zerosFor } from "./gradient.js";

/** The gradient of one of two inputs, before repeated values are added up. */
type Side = (call: {
  readonly tf: Tf;
  readonly dy: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
}) => Tensor;

/** Of y = f(a, b), value by value, where either may have been repeated to the other's shape. */
function ofBoth(da: Side, db: Side): Gradient {
  return {
    inputsToSave: ["a", "b"],
    backward: ({ tf, dy, saved }) => {
      const [a, b] = saved as [Tensor, Tensor];
      const call = () => ({ tf, dy, a: asFloats(tf, a), b: asFloats(tf, b) });
      return {
        a: () => sumTo(tf, da(call()), a.shape),
        b: () => sumTo(tf, db(call()), b.shape),
      };
    },
  };
}

const flat: Gradient = {
  inputsToSave: ["a", "b"],
  backward: ({ tf, saved }) => {
    const [a, b] = saved as [Tensor, Tensor];
    return { a: () => zerosFor(tf, a), b: () => zerosFor(tf, b) };
  },
};

/** dy where a condition holds, else 0. */
const where = (tf: Tf, condition: Tensor, dy: Tensor): Tensor =>
  tf.mul(dy, tf.cast(condition, "float32"));

/** y = f(a, b). */
export const binaryGradients: Gradients = {
  Add: ofBoth(
    ({ dy }) => dy,
    ({ dy }) => dy,
  ),
  Atan2: ofBoth(
    ({ tf, dy, a, b }) => tf.mul(dy, tf.div(b, tf.add(tf.square(a), tf.square(b)))),
    ({ tf, dy, a, b }) => tf.neg(tf.mul(dy, tf.div(a, tf.add(tf.square(a), tf.square(b))))),
  ),
  Equal: flat,
  FloorDiv: flat,
  Greater: flat,
  GreaterEqual: flat,
  Less: flat,
  LessEqual: flat,
  LogicalAnd: flat,
  LogicalOr: flat,
  Maximum: ofBoth(
    ({ tf, dy, a, b }) => where(tf, tf.greaterEqual(a, b), dy),
    ({ tf, dy, a, b }) => where(tf, tf.less(a, b), dy),
  ),
  Minimum: ofBoth(
    ({ tf, dy, a, b }) => where(tf, tf.lessEqual(a, b), dy),
    ({ tf, dy, a, b }) => where(tf, tf.greater(a, b), dy),
  ),
  Mod: ofBoth(
    ({ dy }) => dy,
    ({ tf, dy, a, b }) => tf.neg(tf.mul(dy, tf.floor(tf.div(a, b)))),
  ),
  Multiply: ofBoth(
    ({ tf, dy, b }) => tf.mul(dy, b),
    ({ tf, dy, a }) => tf.mul(dy, a),
  ),
  NotEqual: flat,
  Pow: ofBoth(
    ({ tf, dy, a, b }) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, 1)))),
    ({ tf, dy, a, b }) => {
      // Of a base that has no logarithm, the exponent has no slope: 1 stands in for it.
      const logarithm = tf.log(tf.where(tf.greater(a, 0), a, tf.onesLike(a)));
      return tf.mul(dy, tf.mul(tf.pow(a, b), logarithm));
    },
  ),
  RealDiv: ofBoth(
    ({ tf, dy, b }) => tf.div(dy, b),
    ({ tf, dy, a, b }) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  SquaredDifference: ofBoth(
    ({ tf, dy, a, b }) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    ({ tf, dy, a, b }) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  ),
  Sub: ofBoth(
    ({ dy }) => dy,
    ({ tf, dy }) => tf.neg(dy),
  ),

  Prelu: {
    inputsToSave: ["x", "alpha"],
    backward: ({ tf, dy, saved }) => {
      const [x, alpha] = saved as [Tensor, Tensor];
      const isAbove = () => tf.greater(x, 0);
      return {
        x: () => sumTo(tf, tf.where(isAbove(), dy, tf.mul(dy, alpha)), x.shape),
        alpha: () => sumTo(tf, tf.where(isAbove(), 0, tf.mul(dy, x)), alpha.shape),
      };
    },
  },
  Select: {
    inputsToSave: ["condition"],
    backward: ({ tf, dy, saved }) => {
      const condition = saved[0] as Tensor;
      return {
        condition: () => zerosFor(tf, condition),
        t: () => where(tf, condition, dy),
        e: () => where(tf, tf.logicalNot(condition), dy),
      };
    },
  },
};
