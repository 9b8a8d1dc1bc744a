import type { BatchMatMulAttrs, FusedBatchNormAttrs, Tensor } from "@tensorflow/tfjs-core";
import { type Gradients, sumTo, withAttrs } from "./gradient.js";

/** Matrix products, and what stretches and moves each column. */
export const productGradients: Gradients = {
  /** Of y = A B: dA = dy Bᵀ and dB = Aᵀ dy; where A or B was transposed, the same the other way round. */
  BatchMatMul: withAttrs<BatchMatMulAttrs>(
    { inputsToSave: ["a", "b"] },
    ({ tf, dy, saved, attrs: { transposeA, transposeB } }) => {
      const [a, b] = saved as [Tensor, Tensor];
      return {
        a: () =>
          sumTo(
            tf,
            transposeA ? tf.matMul(b, dy, transposeB, true) : tf.matMul(dy, b, false, !transposeB),
            a.shape,
          ),
        b: () =>
          sumTo(
            tf,
            transposeB ? tf.matMul(dy, a, true, transposeA) : tf.matMul(a, dy, !transposeA, false),
            b.shape,
          ),
      };
    },
  ),

  /**
   * Of y = (x − mean) · r · scale + offset, where r = 1 / √(variance + ε). There must be a scale, as
   * TensorFlow.js can save no input that is not there.
   */
  FusedBatchNorm: withAttrs<FusedBatchNormAttrs>(
    { inputsToSave: ["x", "mean", "variance", "scale"] },
    ({ tf, dy, saved, attrs: { varianceEpsilon } }) => {
      const [x, mean, variance, scale] = saved as [Tensor, Tensor, Tensor, Tensor];
      const inverse = () => tf.rsqrt(tf.add(variance, varianceEpsilon));
      const scaled = (slope: Tensor) => tf.mul(slope, scale);
      const centered = () => tf.sub(x, mean);
      return {
        x: () => tf.mul(dy, scaled(inverse())),
        mean: () => tf.neg(sumTo(tf, tf.mul(dy, scaled(inverse())), mean.shape)),
        variance: () => {
          const r = inverse();
          const slope = scaled(tf.mul(tf.mul(tf.square(r), r), -0.5));
          return sumTo(tf, tf.mul(tf.mul(dy, centered()), slope), variance.shape);
        },
        offset: () => sumTo(tf, dy, mean.shape),
        scale: () => sumTo(tf, tf.mul(tf.mul(dy, centered()), inverse()), mean.shape),
      };
    },
  ),
};
