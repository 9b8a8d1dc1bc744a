import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "../contest/serve.js";
import type { StepSetup } from "../step/settings.js";
import { type Tensor, tfjsNode } from "../step/tfjs-node.js";
import { wholeBatches } from "../step/whole-batches.js";

/** The training step of the towers of `context-features` with TensorFlow.js's own operations. */
await serve<StepSetup>({
  async prepare({ folder, batchSize, dim, learningRate, initialAccumulator }) {
    const tf = tfjsNode();
    const bytes = async (file: string) => {
      const { buffer, byteOffset, byteLength } = await readFile(join(folder, file));
      return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    };
    const integers = async (name: string) => new Int32Array(await bytes(`${name}.i32`));
    const floats = async (name: string) => new Float32Array(await bytes(`${name}.f32`));
    const variable = async (name: string) => {
      const data = await floats(name);
      return tf.variable(tf.tensor2d(data, [data.length / dim, dim]));
    };
    const [users, buckets, titles, words] = [
      await integers("users"),
      await integers("buckets"),
      await integers("titles"),
      await integers("words"),
    ];
    const times = await floats("times");
    const wordsARow = words.length / users.length;
    const [userTable, bucketTable, titleTable, wordTable] = [
      await variable("user-table"),
      await variable("bucket-table"),
      await variable("title-table"),
      await variable("word-table"),
    ];
    const kernels = [await variable("query-kernel"), await variable("candidate-kernel")] as const;
    const biases = [tf.variable(tf.zeros([dim])), tf.variable(tf.zeros([dim]))] as const;
    const optimizer = tf.train.adagrad(learningRate, initialAccumulator);
    const dense = (side: 0 | 1, parts: readonly Tensor[]) =>
      tf.add(tf.matMul(tf.concat(parts, 1), kernels[side], false, false), biases[side]);

    const step = (first: number, end: number): number =>
      tf.tidy(() => {
        const idsOf = (ids: Int32Array) => tf.tensor1d(ids.subarray(first, end), "int32");
        const [asked, when, chosen] = [idsOf(users), idsOf(buckets), idsOf(titles)];
        const time = tf.tensor2d(times.subarray(first, end), [batchSize, 1]);
        const wordsHere = words.subarray(first * wordsARow, end * wordsARow);
        const spelled = tf.tensor2d(wordsHere, [batchSize, wordsARow], "int32");
        // Zeros are padding, and no part of the mean.
        const isWord = Float32Array.from(wordsHere, (id) => (id === 0 ? 0 : 1));
        const mask = tf.tensor3d(isWord, [batchSize, wordsARow, 1]);
        const cost = optimizer.minimize(() => {
          const queries = dense(0, [
            tf.gather(userTable, asked),
            tf.gather(bucketTable, when),
            time,
          ]);
          const embedded = tf.mul(tf.gather(wordTable, spelled), mask);
          const mean = tf.div(tf.sum(embedded, 1), tf.sum(mask, 1));
          const candidates = dense(1, [tf.gather(titleTable, chosen), mean]);
          const scores = tf.matMul(queries, candidates, false, true);
          return tf.sub(tf.sum(tf.logSumExp(scores, 1)), tf.sum(tf.mul(queries, candidates)));
        }, true);
        return cost.dataSync()[0] as number;
      });

    return {
      ready: { version: tf.version.tfjs },
      run: wholeBatches(step, { rows: users.length, batchSize }),
    };
  },
});
