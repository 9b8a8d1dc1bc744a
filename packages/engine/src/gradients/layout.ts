import type {
  ConcatAttrs,
  PackAttrs,
  PadV2Attrs,
  ReverseAttrs,
  SliceAttrs,
  SplitVAttrs,
  Tensor,
  TileAttrs,
  TransposeAttrs,
  UnpackAttrs,
} from "@tensorflow/tfjs-core";
import {
  type Gradient,
  type Gradients,
  type InputGradients,
  type Tf,
  withAttrs,
} from "./gradient.js";

/** The values are the same, only their shape may differ. */
function reshaped(input: string): Gradient {
  return {
    inputsToSave: [input],
    backward: ({ tf, dy, saved }) => ({
      [input]: () => tf.reshape(dy, (saved[0] as Tensor).shape),
    }),
  };
}

/** Each input's gradient of a kernel whose inputs are a list. */
function forEachInput(gradients: readonly (() => Tensor)[]): InputGradients {
  return Object.fromEntries(gradients.map((gradient, i) => [String(i), gradient]));
}

/** What puts values elsewhere, repeats them, or takes a part of them. */
export const layoutGradients: Gradients = {
  AddN: {
    saveAllInputs: true,
    backward: ({ dy, saved }) => forEachInput(saved.map(() => () => dy.clone())),
  },
  Cast: { backward: ({ dy }) => ({ x: () => dy.clone() }) },
  Concat: withAttrs<ConcatAttrs>({ saveAllInputs: true }, ({ tf, dy, saved, attrs }) => {
    const [axis] = tf.util.parseAxisParam(attrs.axis, dy.shape) as [number];
    const extents = saved.map(({ shape }) => shape[axis] as number);
    return forEachInput(
      extents.map((extent, i) => () => {
        const begin = dy.shape.map(() => 0);
        begin[axis] = extents.slice(0, i).reduce((sum, before) => sum + before, 0);
        return tf.slice(dy, begin, dy.shape.with(axis, extent));
      }),
    );
  }),
  ExpandDims: reshaped("input"),
  Identity: { backward: ({ dy }) => ({ x: () => dy.clone() }) },
  Pack: withAttrs<PackAttrs>({}, ({ tf, dy, attrs: { axis } }) =>
    forEachInput(tf.unstack(dy, axis).map((part) => () => part)),
  ),
  PadV2: withAttrs<PadV2Attrs>({ inputsToSave: ["x"] }, ({ tf, dy, saved, attrs }) => ({
    x: () => {
      const before = attrs.paddings.map(([count]) => count);
      return tf.slice(dy, before, (saved[0] as Tensor).shape);
    },
  })),
  Reshape: reshaped("x"),
  Reverse: withAttrs<ReverseAttrs>({}, ({ tf, dy, attrs: { dims } }) => ({
    x: () => tf.reverse(dy, dims),
  })),
  Slice: withAttrs<SliceAttrs>({ inputsToSave: ["x"] }, ({ tf, dy, saved, attrs }) => ({
    x: () => {
      const x = saved[0] as Tensor;
      const [begin] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[]];
      const paddings = x.shape.map((extent, axis): [number, number] => {
        const before = begin[axis] as number;
        return [before, extent - before - (dy.shape[axis] as number)];
      });
      return tf.pad(dy, paddings);
    },
  })),
  SplitV: withAttrs<SplitVAttrs>({}, ({ tf, dys, attrs: { axis } }) => ({
    x: () => tf.concat(dys, axis),
  })),
  Tile: withAttrs<TileAttrs>({ inputsToSave: ["x"] }, ({ tf, dy, saved, attrs }) => ({
    x: () => sumOfTiles(tf, dy, { shape: (saved[0] as Tensor).shape, reps: attrs.reps }),
  })),
  Transpose: withAttrs<TransposeAttrs>({}, ({ tf, dy, attrs: { perm } }) => ({
    x: () =>
      tf.transpose(
        dy,
        perm.map((_, axis) => perm.indexOf(axis)),
      ),
  })),
  Unpack: withAttrs<UnpackAttrs>({}, ({ tf, dys, attrs: { axis } }) => ({
    value: () => tf.stack(dys, axis),
  })),
};

/** Adds up the copies that a tensor was repeated in, one axis after another. */
function sumOfTiles(
  tf: Tf,
  tiled: Tensor,
  { shape, reps }: { readonly shape: number[]; readonly reps: readonly number[] },
): Tensor {
  let sum = tiled;
  for (const [axis, copies] of reps.entries()) {
    if (copies === 1) continue;
    const before = shape.slice(0, axis);
    const rest = sum.shape.slice(axis + 1);
    const size = (extents: readonly number[]) => extents.reduce((all, extent) => all * extent, 1);
    const own = (shape[axis] as number) * size(rest);
    const copiesApart = tf.reshape(sum, [size(before), copies, own]);
    sum = tf.reshape(tf.sum(copiesApart, 1), [...before, shape[axis] as number, ...rest]);
  }
  return tf.reshape(sum, shape);
}
