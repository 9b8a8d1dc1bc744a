import type { Scalar, Tensor2D } from "@tensorflow/tfjs-core";
import { createGenerator } from "@towerkit/core";
import type { TensorFlow } from "../src/index.js";
import { print, race } from "./race.js";

const BATCH = 2048;
/** Two towers that end in the width in which they are compared. */
const LAYERS = [
  [96, 64, 32],
  [128, 64, 32],
] as const;

/** Forward and backward through two dense towers, as a training step runs them, in milliseconds. */
export function benchDenseStep(backends: readonly TensorFlow[]): void {
  const steps = backends.map((tensorflow) => [tensorflow.backend, stepOn(tensorflow)] as const);
  const timings = race(Object.fromEntries(steps), { rounds: 15, warmUp: 5 });
  const names = LAYERS.map((widths) => widths.join("-")).join(" and ");
  print(`ms, dense ${names}`, ...backends.map(({ backend }) => backend));
  print(`a step of ${BATCH} rows`, ...Object.values(timings).map(({ median }) => median));
}

export function stepOn(tensorflow: TensorFlow): () => void {
  const { tf } = tensorflow;
  const generator = createGenerator(42, "bench dense");
  const floats = (size: number) =>
    Float32Array.from({ length: size }, () => (generator.uniform() - 0.5) / 4);
  const matrix = (rows: number, columns: number) =>
    tf.tensor2d(floats(rows * columns), [rows, columns]);
  const towers = tensorflow.run(() =>
    LAYERS.map((widths) => ({
      input: matrix(BATCH, widths[0]),
      layers: widths.slice(1).map((width, i) => ({
        kernel: matrix(widths[i] as number, width),
        bias: tf.tensor1d(floats(width)),
      })),
    })),
  );
  const embed = ({ input, layers }: (typeof towers)[number]) =>
    layers.reduce((x, { kernel, bias }, i) => {
      const sums = tf.add(tf.matMul(x, kernel), bias);
      return (i < layers.length - 1 ? tf.relu(sums) : sums) as Tensor2D;
    }, input);
  const loss = () => {
    const [queries, candidates] = towers.map(embed) as [Tensor2D, Tensor2D];
    return tf.sum(tf.square(tf.mul(queries, candidates))) as Scalar;
  };
  const weights = towers.flatMap(({ input, layers }) => [
    input,
    ...layers.flatMap(({ kernel, bias }) => [kernel, bias]),
  ]);
  return () => tensorflow.run(() => tf.dispose(tf.grads(loss)(weights)));
}
