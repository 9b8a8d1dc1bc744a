import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../src/index.js";

/** The widths of a dense stack, from its input to its output. */
export type Widths = readonly number[];

/** A stack of dense layers with a bias, and relu between them, over fixed inputs. */
export interface DenseStack {
  readonly input: Float32Array;
  readonly weights: readonly Float32Array[];
  readonly widths: Widths;
}

/** Numbers between −1 and 1 in no order, the same each time. */
function made(size: number, salt: number): Float32Array {
  return Float32Array.from(
    { length: size },
    (_, i) => (((i * 7919 + salt * 104_729) % 2003) - 1001) / 1001,
  );
}

export function denseStack(rows: number, widths: Widths): DenseStack {
  const weights = widths.slice(1).flatMap((width, layer) => {
    const inner = widths[layer] as number;
    return [made(inner * width, layer + 1), made(width, layer + 50)];
  });
  return { input: made(rows * (widths[0] as number), 0), weights, widths };
}

/** The sum of the squared outputs, and its gradients for the input and all weights. */
export function lossAndGradients(
  { tf, run }: TensorFlow,
  { input, weights, widths }: DenseStack,
): { loss: number; gradients: Float32Array[] } {
  return run(() => {
    const rows = input.length / (widths[0] as number);
    const tensors: Tensor[] = [
      tf.tensor2d(input, [rows, widths[0] as number]),
      ...weights.map((values, i) =>
        i % 2 === 0
          ? tf.tensor2d(values, [widths[i / 2] as number, widths[i / 2 + 1] as number])
          : tf.tensor1d(values),
      ),
    ];
    const { value, grads } = tf.valueAndGrads((...given: Tensor[]) => lossOf(tf, given))(tensors);
    const result = {
      loss: value.dataSync()[0] as number,
      gradients: grads.map((gradient) => gradient.dataSync().slice() as Float32Array),
    };
    tf.dispose([...tensors, value, ...grads]);
    return result;
  });
}

function lossOf(tf: TensorFlow["tf"], [input, ...weights]: Tensor[]): Scalar {
  let x = input as Tensor2D;
  for (let i = 0; i < weights.length; i += 2) {
    const sums = tf.add(tf.matMul(x, weights[i] as Tensor2D), weights[i + 1] as Tensor);
    x = (i + 2 < weights.length ? tf.relu(sums) : sums) as Tensor2D;
  }
  return tf.sum(tf.square(x)) as Scalar;
}
