import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../src/index.js";
import { type Result, resultsOn, type Tf } from "./results.js";

/** A tensor that is not made yet. */
export interface Given {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type Operation = (tf: Tf, x: Tensor) => Tensor;

/** The gradient of the sum of weights × f(x), and f(x). */
export function backThrough(
  tensorflow: TensorFlow,
  f: Operation,
  { x, weights }: { readonly x: Given; readonly weights?: readonly number[] },
) {
  const [y, dx] = resultsOn(tensorflow, (tf) => {
    const made = tf.tensor([...x.values], [...x.shape], "float32");
    const y = f(tf, made);
    const dy = weights === undefined ? tf.ones(y.shape) : tf.tensor([...weights], y.shape);
    return [y, tf.grad((given) => f(tf, given as Tensor))(made, dy)];
  }) as [Result, Result];
  return { y: y.values, dx: dx.values, shape: dx.shape };
}
