import { createRequire } from "node:module";
import { join } from "node:path";
import util from "node:util";
import { serve } from "../contest/serve.js";
import { readPrepared } from "../step/prepared.js";
import type { StepSetup } from "../step/settings.js";

/** What is used of TensorFlow.js, which is installed aside and not typed here. */
interface TensorFlow {
  readonly version: { readonly tfjs: string };
  tensor1d(values: Int32Array, dtype: "int32"): Tensor;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  variable(initial: Tensor): Tensor;
  gather(table: Tensor, ids: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor;
  logSumExp(x: Tensor, axis: number): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  sum(x: Tensor): Tensor;
  tidy<T>(work: () => T): T;
  readonly train: {
    adagrad(
      learningRate: number,
      initialAccumulator: number,
    ): { minimize(f: () => Tensor, returnCost: true): Tensor };
  };
}

interface Tensor {
  dataSync(): Float32Array;
}

/** tfjs-node 4.22 calls a function that Node 23 took away. */
const old = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
old.isNullOrUndefined ??= (value) => value === null || value === undefined;

/** The training step as one would write it with TensorFlow.js's own operations and Adagrad. */
await serve<StepSetup>({
  async prepare({ folder, batchSize, dim, learningRate, initialAccumulator }) {
    const installed = join(process.env["TOWERKIT_TFJS_NODE"] as string, "package.json");
    const tf = createRequire(installed)("@tensorflow/tfjs-node") as TensorFlow;
    const { users, items, queries, candidates } = await readPrepared(folder);
    const tableOf = (initial: Float32Array) =>
      tf.variable(tf.tensor2d(initial, [initial.length / dim, dim]));
    const [queryTable, candidateTable] = [tableOf(queries), tableOf(candidates)];
    const optimizer = tf.train.adagrad(learningRate, initialAccumulator);

    const step = (first: number): number =>
      tf.tidy(() => {
        const idsOf = (ids: Int32Array) =>
          tf.tensor1d(ids.subarray(first, first + batchSize), "int32");
        const [asked, chosen] = [idsOf(users), idsOf(items)];
        const cost = optimizer.minimize(() => {
          const queryRows = tf.gather(queryTable, asked);
          const candidateRows = tf.gather(candidateTable, chosen);
          const scores = tf.matMul(queryRows, candidateRows, false, true);
          const positives = tf.sum(tf.mul(queryRows, candidateRows));
          return tf.sub(tf.sum(tf.logSumExp(scores, 1)), positives);
        }, true);
        return cost.dataSync()[0] as number;
      });

    const batches = Math.floor(users.length / batchSize);
    let next = 0;
    return {
      ready: { version: tf.version.tfjs },
      run(n) {
        const milliseconds: number[] = [];
        const loss: number[] = [];
        for (let i = 0; i < n; i++) {
          const started = performance.now();
          loss.push(step((next++ % batches) * batchSize));
          milliseconds.push(performance.now() - started);
        }
        return { milliseconds, values: { loss } };
      },
    };
  },
});
