import type { TensorFlow } from "../src/index.js";
import { operationsOf } from "./operations.js";

const MATRICES = 20;

/** What every operation and its gradient make of matrices from tiny to large numbers, one by one. */
export function operationBits({ tf, run }: TensorFlow): number[] {
  const bits: number[] = [];
  run(() => {
    for (const operation of Object.values(operationsOf(tf))) {
      for (let i = 0; i < MATRICES; i++) {
        tf.tidy(() => {
          const x = tf.tensor2d(matrix(i), [3, 2]);
          const gradient = tf.grad((given) => tf.sum(tf.square(operation(given))))(x);
          bits.push(...operation(x).dataSync(), ...gradient.dataSync());
        });
      }
    }
  });
  return bits;
}

function matrix(i: number): Float32Array {
  const size = 1.5 ** (i - 14);
  return Float32Array.from(
    { length: 6 },
    (_, k) => (size * ((((i * 6 + k) * 7919) % 113) - 56)) / 37,
  );
}
