import {
  type MovieLensSource,
  movielens,
  randomSplit,
  synthetic,
  tutorialSplit,
} from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { createRuntime } from "@towerkit/kernels";
import { adagrad, TwoTower } from "@towerkit/models";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { digestOfWeights } from "./digest-of-weights.js";

/** What to train, and how it may be computed. */
export interface TrainingOptions {
  readonly recipe: "quickstart" | "basic-retrieval";
  readonly epochs: number;
  /** The share of the rows that a random split keeps aside. Default: a fifth. */
  readonly test?: number;
  /** Default: as many threads as a runtime uses by itself. */
  readonly threads?: number;
  /** MovieLens 100k, as `movielens` takes it. Default: made data. */
  readonly source?: MovieLensSource;
}

/** What came of it, and on what. */
export interface Trained {
  /** SHA-256 of the weights as a bundle holds them, in hexadecimal digits. */
  readonly digest: string;
  readonly loss: number;
  readonly threads: number;
  readonly simd: string;
}

/**
 * Trains the model of a recipe, in Node and in browsers alike. The recipes themselves are programs for
 * Node; the weights' digest is that of their bundles, so a test can tell that these are the same models.
 */
export async function train(options: TrainingOptions): Promise<Trained> {
  const { recipe, epochs, test = 0.2, threads, source } = options;
  const runtime = await createRuntime(threads === undefined ? {} : { threads });
  const { ratings, movies } =
    source === undefined ? synthetic() : await movielens("100k", { source });
  const isQuickstart = recipe === "quickstart";
  const split = isQuickstart ? randomSplit(ratings, { test, seed: 42 }) : tutorialSplit(ratings);
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(32) }),
    candidate: tower({ movie_title: stringLookup().embedding(32) }),
    task: isQuickstart ? retrieval() : retrieval({ samplingCorrection: false }),
    seed: 42,
  });
  const history = await model.fit(split.train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 8192,
    epochs,
    runtime,
  });
  const trained = {
    digest: await digestOfWeights(model),
    loss: history.epochs.at(-1)?.loss ?? Number.NaN,
    threads: runtime.threads,
    simd: runtime.simd,
  };
  await runtime.close();
  return trained;
}
