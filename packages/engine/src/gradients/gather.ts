import type { GatherV2Attrs, Tensor } from "@tensorflow/tfjs-core";
import { sizeOf } from "../backend/shapes.js";
import { type Gradients, type Tf, withAttrs, zerosFor } from "./gradient.js";

/** Rows that a list of numbers names. */
export const gatherGradients: Gradients = {
  GatherV2: withAttrs<GatherV2Attrs>(
    { inputsToSave: ["x", "indices"] },
    ({ tf, dy, saved, attrs }) => {
      const [x, indices] = saved as [Tensor, Tensor];
      return {
        x: () => scatter(tf, dy, { x, indices, ...attrs }),
        indices: () => zerosFor(tf, indices),
      };
    },
  ),
  OneHot: {
    inputsToSave: ["indices"],
    backward: ({ tf, saved }) => ({ indices: () => zerosFor(tf, saved[0] as Tensor) }),
  },
  /** Rows of segments that are not there were left out. */
  UnsortedSegmentSum: {
    inputsToSave: ["segmentIds"],
    backward: ({ tf, dy, saved }) => {
      const segmentIds = saved[0] as Tensor;
      return {
        segmentIds: () => zerosFor(tf, segmentIds),
        x: () => {
          const last = tf.scalar((dy.shape[0] as number) - 1, "int32");
          const within = tf.minimum(tf.maximum(segmentIds, tf.scalar(0, "int32")), last);
          const rows = tf.gather(dy, within as never);
          const isCounted = tf.equal(segmentIds, within);
          const shape = rows.shape.map((extent, axis) => (axis < segmentIds.rank ? extent : 1));
          return tf.mul(rows, tf.cast(tf.reshape(isCounted, shape), "float32"));
        },
      };
    },
  },
};

interface Gathered extends GatherV2Attrs {
  readonly x: Tensor;
  readonly indices: Tensor;
}

/** Adds each gathered row's gradient to the row that it came from. */
function scatter(tf: Tf, dy: Tensor, { x, indices, axis: named, batchDims }: Gathered): Tensor {
  const [axis] = tf.util.parseAxisParam(named, x.shape) as [number];
  // As many batches, then outer × extent × width of x, and outer × count × width of what was gathered.
  const batches = sizeOf(x.shape.slice(0, batchDims));
  const outer = sizeOf(x.shape.slice(batchDims, axis));
  const extent = x.shape[axis] as number;
  const width = sizeOf(x.shape.slice(axis + 1));
  const count = indices.size / batches;

  const rowsFirst = (tensor: Tensor, shape: [number, number, number, number]) =>
    outer === 1 ? tensor : tf.transpose(tf.reshape(tensor, shape), [0, 2, 1, 3]);
  const rows = rowsFirst(dy, [batches, outer, count, width]);
  const firstRows = tf.mul(tf.range(0, batches, 1, "int32"), tf.scalar(extent, "int32"));
  const numbers = tf.add(
    tf.reshape(indices, [batches, count]),
    tf.reshape(firstRows, [batches, 1]),
  );
  const sums = tf.unsortedSegmentSum(
    tf.reshape(rows, [batches * count, outer * width]),
    tf.reshape(tf.cast(numbers, "int32"), [batches * count]),
    batches * extent,
  );
  const inPlace =
    outer === 1
      ? sums
      : tf.transpose(tf.reshape(sums, [batches, extent, outer, width]), [0, 2, 1, 3]);
  return tf.reshape(inPlace, x.shape);
}
