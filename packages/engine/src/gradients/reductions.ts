import type {
  CumsumAttrs,
  MaxAttrs,
  MeanAttrs,
  MinAttrs,
  SoftmaxAttrs,
  SumAttrs,
  Tensor,
} from "@tensorflow/tfjs-core";
import { type Gradient, type Gradients, type Tf, withAttrs, zerosFor } from "./gradient.js";

/** A reduced tensor with the axes that it lost, each of extent 1. */
function withLostAxes(
  tf: Tf,
  reduced: Tensor,
  { x, axes }: { readonly x: Tensor; readonly axes: number | number[] },
): Tensor {
  const lost = tf.util.parseAxisParam(axes, x.shape);
  return tf.reshape(
    reduced,
    x.shape.map((extent, axis) => (lost.includes(axis) ? 1 : extent)),
  );
}

/** Every value that is equal to its row's greatest (or least) one has the whole slope. */
function extreme<Attrs>(axesOf: (attrs: Attrs) => number | number[]): Gradient {
  return withAttrs<Attrs>(
    { inputsToSave: ["x"], outputsToSave: [true] },
    ({ tf, dy, saved, attrs }) => {
      const [x, y] = saved as [Tensor, Tensor];
      const kept = { x, axes: axesOf(attrs) };
      return {
        x: () => {
          const isExtreme = tf.equal(x, withLostAxes(tf, y, kept));
          return tf.mul(tf.cast(isExtreme, "float32"), withLostAxes(tf, dy, kept));
        },
      };
    },
  );
}

/** A position has no slope. */
const position: Gradient = {
  inputsToSave: ["x"],
  backward: ({ tf, saved }) => ({ x: () => zerosFor(tf, saved[0] as Tensor) }),
};

/** Along axes. */
export const reductionGradients: Gradients = {
  ArgMax: position,
  ArgMin: position,
  Cumsum: withAttrs<CumsumAttrs>({}, ({ tf, dy, attrs: { axis, exclusive, reverse } }) => ({
    x: () => tf.cumsum(dy, axis, exclusive, !reverse),
  })),
  Max: extreme<MaxAttrs>(({ reductionIndices }) => reductionIndices),
  Mean: withAttrs<MeanAttrs>({ inputsToSave: ["x"] }, ({ tf, dy, saved, attrs }) => {
    const x = saved[0] as Tensor;
    return {
      x: () => {
        const share = tf.div(withLostAxes(tf, dy, { x, axes: attrs.axis }), x.size / dy.size);
        return tf.broadcastTo(share, x.shape);
      },
    };
  }),
  Min: extreme<MinAttrs>(({ axis }) => axis),
  Softmax: withAttrs<SoftmaxAttrs>(
    { outputsToSave: [true] },
    ({ tf, dy, saved, attrs: { dim } }) => {
      const y = saved[0] as Tensor;
      return {
        logits: () => tf.mul(tf.sub(dy, tf.sum(tf.mul(dy, y), dim, true)), y),
      };
    },
  ),
  Sum: withAttrs<SumAttrs>({ inputsToSave: ["x"] }, ({ tf, dy, saved, attrs }) => {
    const x = saved[0] as Tensor;
    return {
      x: () => tf.broadcastTo(withLostAxes(tf, dy, { x, axes: attrs.axis }), x.shape),
    };
  }),
};
