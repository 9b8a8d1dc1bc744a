import { serve } from "../contest/serve.js";
import { readPrepared } from "../step/prepared.js";
import type { StepSetup } from "../step/settings.js";
import { tfjsNode } from "../step/tfjs-node.js";
import { wholeBatches } from "../step/whole-batches.js";

/** The training step as one would write it with TensorFlow.js's own operations and Adagrad. */
await serve<StepSetup>({
  async prepare({ folder, batchSize, dim, learningRate, initialAccumulator }) {
    const tf = tfjsNode();
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

    return {
      ready: { version: tf.version.tfjs },
      run: wholeBatches(step, { rows: users.length, batchSize }),
    };
  },
});
