import { randomSplit, synthetic } from "@towerkit/datasets";
import { history, normalization, stringLookup, textVectorization } from "@towerkit/features";
import { createRuntime } from "@towerkit/kernels";
import { adam, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { cross, dense, dropout, l2Normalize, layerNorm, tower } from "@towerkit/towers";
import { digestOfWeights } from "./digest-of-weights.js";

/** What the weights of `trainDeepModel` come to, on any machine, Node and number of threads. */
export const DEEP_MODEL_DIGEST = "b618152bc4213faa6715535800df7800586bb848f39da9aaf10f136490b31de7";

/**
 * Takes three steps with a model that has every kind of random choice and of layer whose numbers could
 * depend on who computes: dropout, dense layers with activations, a GRU and attention over histories.
 * @returns SHA-256 of the weights as a bundle holds them, in hexadecimal digits.
 */
export async function trainDeepModel(
  options: { readonly threads?: number; readonly seed?: number } = {},
): Promise<{ readonly digest: string; readonly threads: number; readonly simd: string }> {
  const { threads, seed = 42 } = options;
  const runtime = await createRuntime(threads === undefined ? {} : { threads });
  const { ratings, movies } = synthetic();
  const { train } = randomSplit(ratings, { test: ratings.numRows() - 3 * 256, seed: 42 });
  const seen = history({ by: "user_id", item: "movie_title", orderBy: "timestamp", length: 10 });
  const model = new TwoTower({
    query: tower(
      {
        user_id: stringLookup().embedding(16),
        latest: seen.embedding(8).gru(),
        liked: seen.embedding(8).attention(),
        timestamp: normalization().numbers(),
      },
      {
        layers: [
          cross(),
          dense(32, { activation: "tanh" }),
          dropout(0.3),
          layerNorm(),
          dense(16),
          l2Normalize(),
        ],
      },
    ),
    candidate: tower(
      {
        movie_title: stringLookup().embedding(16),
        words: textVectorization().embedding(8, { column: "movie_title" }).mean(),
      },
      { layers: [dense(32, { activation: "relu" }), dropout(0.2), dense(16), l2Normalize()] },
    ),
    task: retrieval({ temperature: 0.1 }),
    queryKey: "user_id",
    itemKey: "movie_title",
    seed,
  });
  await model.fit(train, {
    candidates: movies,
    optimizer: adam(0.01),
    batchSize: 256,
    epochs: 1,
    runtime,
  });
  const { threads: used, simd } = runtime;
  const digest = await digestOfWeights(model);
  await runtime.close();
  return { digest, threads: used, simd };
}
