import { createGenerator } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { TensorFlow } from "../src/index.js";
import { print, race } from "./race.js";

/** Rows, inner, columns: from the smallest of the promise to what a whole catalogue needs. */
const SHAPES = [
  [256, 64, 64],
  [2048, 64, 32],
  [2048, 128, 64],
  [2048, 32, 2048],
  [512, 512, 512],
] as const;

/** Matrix products through TensorFlow.js on several backends, beside our kernel on the same arrays. */
export function benchMatrixProducts(runtime: Runtime, backends: readonly TensorFlow[]): void {
  print("GFLOP/s", "kernel", ...backends.map(({ backend }) => backend), "of the kernel");
  for (const [rows, inner, columns] of SHAPES) {
    const generator = createGenerator(42, "bench", rows, inner, columns);
    const floats = (size: number) => Float32Array.from({ length: size }, () => generator.uniform());
    const [left, right] = [floats(rows * inner), floats(inner * columns)];
    const out = new Float32Array(rows * columns);
    const kernel = () => runtime.matrixProduct({ left, right, rows, inner, columns, out });
    const through = backends.map((tensorflow) => {
      const { tf, backend } = tensorflow;
      const [a, b] = tensorflow.run(() => [
        tf.tensor2d(left, [rows, inner]),
        tf.tensor2d(right, [inner, columns]),
      ]) as [ReturnType<typeof tf.tensor2d>, ReturnType<typeof tf.tensor2d>];
      return [backend, () => tensorflow.run(() => tf.matMul(a, b).dispose())] as const;
    });
    const [ours, ...theirs] = through;
    const contestants = Object.fromEntries([["kernel", kernel], ...(ours ? [ours] : [])]);
    const gigaflop = (2 * rows * inner * columns) / 1e9;
    const rounds = Math.ceil(50 + 10 / gigaflop);
    const fast = race(contestants, { rounds, warmUp: rounds });
    // The others take a hundred times as long: a few rounds are enough, and all that one can wait for.
    const slow = race(Object.fromEntries(theirs), { rounds: 5, warmUp: 2 });
    const speeds = Object.values({ ...fast, ...slow }).map(
      ({ median }) => gigaflop / median / 1e-3,
    );
    const [alone = 0, tensors = 0] = speeds;
    print(
      [rows, inner, columns].join(" x "),
      ...speeds,
      `${((100 * tensors) / alone).toFixed(0)} %`,
    );
  }
}
