import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlowCore } from "../tensorflow/load.js";

export type Tf = TensorFlowCore;

/** The gradients of a kernel's inputs, each computed only if it is asked for. */
export type InputGradients = Record<string, () => Tensor>;

/** What goes back through a kernel. */
export interface BackwardCall<Attrs> {
  readonly tf: Tf;
  /** The gradient of the result; of the first result, where there are several. */
  readonly dy: Tensor;
  /** The gradients of all results. */
  readonly dys: Tensor[];
  /** The inputs that are saved, then the outputs. */
  readonly saved: Tensor[];
  readonly attrs: Attrs;
}

/** How a kernel's gradient is computed, and from what. */
export interface Gradient extends Omit<GradConfig, "kernelName" | "gradFunc"> {
  readonly backward: (call: BackwardCall<never>) => InputGradients;
}

/** Gradients by the names of their kernels. */
export type Gradients = Readonly<Record<string, Gradient>>;

/** A gradient whose kernel has settings of this type. */
export function withAttrs<Attrs>(
  saves: Omit<Gradient, "backward">,
  backward: (call: BackwardCall<Attrs>) => InputGradients,
): Gradient {
  return { ...saves, backward };
}

/** As TensorFlow.js registers it. */
export function configOf(tf: Tf, kernelName: string, { backward, ...saves }: Gradient): GradConfig {
  return {
    kernelName,
    ...saves,
    gradFunc: (dy, saved, attrs) => {
      const dys = [dy].flat();
      return backward({ tf, dy: dys[0] as Tensor, dys, saved, attrs: attrs as never });
    },
  };
}

/** Gradients are float32 whatever they belong to. */
export const zerosFor = (tf: Tf, { shape }: Tensor): Tensor => tf.zeros(shape);

/** A tensor as a factor of a gradient. */
export const asFloats = (tf: Tf, x: Tensor): Tensor =>
  x.dtype === "float32" ? x : tf.cast(x, "float32");

/** Adds a gradient up along the axes on which its input was repeated. */
export function sumTo(tf: Tf, gradient: Tensor, shape: readonly number[]): Tensor {
  const missing = gradient.rank - shape.length;
  const repeated = gradient.shape.flatMap((extent, axis) => {
    return axis < missing || (shape[axis - missing] === 1 && extent !== 1) ? [axis] : [];
  });
  const summed = repeated.length > 0 ? tf.sum(gradient, repeated) : gradient;
  return tf.reshape(summed, [...shape]);
}
