import type { Runtime } from "@towerkit/kernels";
import {
  adagrad,
  adam,
  dcn,
  denseStack,
  listMle,
  normalization,
  pairwiseHinge,
  Ranker,
  type RankerFitOptions,
  type RankerOptions,
  type RankingLossFunction,
  ranking,
  squaredError,
  stringLookup,
} from "towerkit";
import { CATEGORIES, cakeRows, categoryRows, listRows, type Rows } from "./rows.js";

/** What a tutorial trains, with its settings, and what it came to there. */
export interface Lesson {
  readonly name: string;
  readonly measure: "rmse" | "ndcg";
  /** What the tutorial's own run printed. */
  readonly source: string;
  /** The most that the mean RMSE may be, or the least that the mean NDCG may be. */
  readonly asked: number;
  /** Of the model: one where a training takes minutes. */
  readonly seeds: readonly number[];
  rows(): Rows | Promise<Rows>;
  model(seed: number): Ranker;
  readonly fit: () => RankerFitOptions;
}

/** What one training comes to. */
export async function learn(
  { measure, model, fit }: Lesson,
  { train, test }: Rows,
  {
    seed,
    runtime,
    ...shorter
  }: { readonly seed: number; readonly runtime: Runtime } & Partial<RankerFitOptions>,
): Promise<number> {
  const ranker = model(seed);
  await ranker.fit(train, { ...fit(), ...shorter, runtime });
  return (await ranker.evaluate(test, { runtime }))[measure] ?? Number.NaN;
}

const SEEDS = [42, 43, 44];

const meanOfSquares = ranking({ loss: squaredError(), reduction: "mean" });

const cakes = (): Lesson => ({
  name: "cross layer of 16 parameters, the toy",
  measure: "rmse",
  source: "0.0001",
  asked: 0.01,
  seeds: SEEDS,
  rows: cakeRows,
  model: (seed) =>
    new Ranker({
      features: {
        country: normalization().numbers(),
        bananas: normalization().numbers(),
        cookbooks: normalization().numbers(),
      },
      layers: dcn({ layers: 1, deep: [] }),
      label: "likely",
      task: meanOfSquares,
      seed,
    }),
  fit: () => ({ optimizer: adagrad(0.4), batchSize: 1000, epochs: 100 }),
});

const ratingsBy = (
  name: string,
  { source, asked, layers }: Pick<Lesson, "source" | "asked"> & Pick<RankerOptions, "layers">,
): Lesson => ({
  name,
  source,
  asked,
  measure: "rmse",
  seeds: SEEDS,
  rows: categoryRows,
  model: (seed) =>
    new Ranker({
      features: Object.fromEntries(
        CATEGORIES.map((category) => [category, stringLookup().embedding(32)]),
      ),
      layers,
      label: "user_rating",
      task: meanOfSquares,
      seed,
    }),
  fit: () => ({ optimizer: adam(0.01), batchSize: 8192, epochs: 8 }),
});

const listsBy = (
  name: string,
  { source, loss }: Pick<Lesson, "source"> & { readonly loss: RankingLossFunction },
): Lesson => ({
  name,
  source,
  measure: "ndcg",
  asked: 0.905,
  seeds: [42],
  rows: listRows,
  model: (seed) =>
    new Ranker({
      features: {
        user_id: stringLookup().embedding(32),
        movie_title: stringLookup().embedding(32),
      },
      layers: denseStack([256, 64, 1]),
      label: "user_rating",
      task: ranking({ loss, reduction: "mean" }),
      group: "list",
      seed,
    }),
  fit: () => ({
    optimizer: adagrad(0.1),
    // 8192 lists, as there: their rows, where the loss looks at each alone.
    batchSize: loss.isListwise ? 8192 : 5 * 8192,
    epochs: 30,
  }),
});

export const lessons: readonly Lesson[] = [
  cakes(),
  ratingsBy("DCN: a cross layer, dense 192-192", {
    source: "0.9326 ± 0.0015",
    asked: 0.9341,
    layers: dcn({ layers: 1, deep: [192, 192] }),
  }),
  ratingsBy("DCN of rank 20", {
    source: "0.9329 ± 0.0022",
    asked: 0.9351,
    layers: dcn({ layers: 1, projectionDim: 20, deep: [192, 192] }),
  }),
  ratingsBy("dense 192-192-192", {
    source: "0.9350 ± 0.0032",
    asked: 0.9382,
    layers: denseStack([192, 192, 192, 1]),
  }),
  listsBy("lists of five, squared error", { source: "0.9053", loss: squaredError() }),
  listsBy("lists of five, pairwise hinge", { source: "0.9058", loss: pairwiseHinge() }),
  listsBy("lists of five, ListMLE", { source: "0.9071", loss: listMle() }),
];
