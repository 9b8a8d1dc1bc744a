import type { DataType, Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../src/index.js";

export type Tf = TensorFlow["tf"];

/** What a tensor holds. */
export interface Result {
  readonly shape: readonly number[];
  readonly dtype: DataType;
  readonly values: readonly number[];
}

/** What a function gives on a backend. Its tensors are gone afterwards. */
export function resultsOn(
  tensorflow: TensorFlow,
  work: (tf: Tf) => Tensor | readonly Tensor[],
): Result[] {
  const { tf } = tensorflow;
  return tensorflow.run(() => {
    const results: Result[] = [];
    tf.tidy(() => {
      for (const tensor of [work(tf)].flat()) {
        const { shape, dtype } = tensor as Tensor;
        results.push({ shape, dtype, values: [...(tensor as Tensor).dataSync()] });
      }
    });
    return results;
  });
}

/** The values of the one tensor that a function gives on a backend. */
export function valuesOn(tensorflow: TensorFlow, work: (tf: Tf) => Tensor): readonly number[] {
  return (resultsOn(tensorflow, work)[0] as Result).values;
}
