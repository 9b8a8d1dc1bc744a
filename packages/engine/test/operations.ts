import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { Tf } from "./results.js";

/** What layers and losses are made of, each of it done to a matrix of two columns and three rows. */
export function operationsOf(tf: Tf): Readonly<Record<string, (x: Tensor) => Tensor>> {
  const { elu, erf, exp, expm1, leakyRelu, logSigmoid, logSoftmax, relu, relu6 } = tf;
  const { selu, sigmoid, softmax, softplus, square, step, tanh } = tf;
  const atLeastOne = (x: Tensor) => tf.add(tf.abs(x), 1);
  return {
    ...{ elu, erf, exp, expm1, leakyRelu, logSigmoid, logSoftmax, relu, relu6 },
    ...{ selu, sigmoid, softmax, softplus, square, step, tanh },
    log: (x) => tf.log(atLeastOne(x)),
    log1p: (x) => tf.log1p(tf.abs(x)),
    sqrt: (x) => tf.sqrt(atLeastOne(x)),
    rsqrt: (x) => tf.rsqrt(atLeastOne(x)),
    reciprocal: (x) => tf.reciprocal(atLeastOne(x)),
    "pow of a value": (x) => tf.pow(atLeastOne(x), 1.7),
    "pow to a value": (x) => tf.pow(2, x),
    matMul: (x) => tf.matMul(tf.add(tf.matMul(x as Tensor2D, x as Tensor2D, false, true), 1), x),
    "fused matMul": (x) =>
      tf.fused.matMul({ a: x as Tensor2D, b: tf.ones([2, 4]), bias: tf.ones([4]) }),
    addN: (x) => tf.addN([x, x, x]),
    concat: (x) => tf.concat([x, tf.neg(x)], 1),
    stack: (x) => tf.stack(tf.unstack(x)),
    split: (x) => tf.split(x, 2, 1)[0] as Tensor,
    gather: (x) => tf.gather(tf.transpose(x), tf.tensor1d([1, 0, 1], "int32")),
    unsortedSegmentSum: (x) =>
      tf.unsortedSegmentSum(x as Tensor2D, tf.tensor1d([0, 1, 1], "int32"), 2),
    slice: (x) =>
      tf.slice(
        tf.tile(
          tf.pad(x, [
            [1, 1],
            [0, 1],
          ]),
          [2, 1],
        ),
        [1, 0],
      ),
    norm: (x) => tf.norm(x, 2, 1),
    mean: (x) => tf.div(x, tf.maximum(tf.mean(x, 1, true), 3)),
    "max and min": (x) => tf.squaredDifference(tf.max(x, 1), tf.min(x, 1)),
    prelu: (x) => tf.minimum(tf.clipByValue(x, -1, 1), tf.prelu(x, tf.mul(x, 0.1))),
    where: (x) => tf.where(tf.cast(step(x), "bool"), x, tf.neg(x)),
    "logistic loss": (x) => tf.losses.sigmoidCrossEntropy(tf.onesLike(x), x),
    "softmax loss": (x) => tf.losses.softmaxCrossEntropy(tf.onesLike(x), x),
  };
}
