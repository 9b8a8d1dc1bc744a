import { stringLookup, textVectorization } from "@towerkit/features";
import { denseStack, tower } from "@towerkit/towers";

/**
 * The candidate tower of TensorFlow Recommenders' tutorial on context features. A film's embedding
 * of its own and the mean of those of its title's words stand side by side, 64 numbers, and dense
 * layers learn from them.
 *
 * @param sizes - how many numbers each layer gives; all but the last cut negative ones off (ReLU).
 */
export const titleTower = (sizes: readonly number[]) =>
  tower(
    {
      movie_title: stringLookup().embedding(32),
      words: textVectorization({ maxTokens: 10_000 })
        .embedding(32, { column: "movie_title" })
        .mean(),
    },
    { layers: denseStack(sizes) },
  );
