import { type Bundle, readBundle, recommenderOf } from "@towerkit/bundle";
import { ConfigError, checkInteger, type TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { Id, Recommender, Scorer } from "@towerkit/retrieval";
import type { DefaultMetric, Metric, RetrievalTask } from "@towerkit/tasks";
import { embedQueries, type Tower, type TowerSpec } from "@towerkit/towers";
import { withKeptKeys } from "../data/catalogue.js";
import type { History } from "../training/history.js";
import { type EvaluateOptions, type Evaluation, evaluateTrained } from "./evaluate.js";
import { type FitOptions, trainTowers } from "./fit.js";
import { type FitMoreOptions, trainMore } from "./fit-more.js";
import { restoreTrained } from "./restore.js";
import { type SavedBundle, type SaveOptions, saveTrained, withTrainCounts } from "./save.js";
import { createScorer, embedCatalogue } from "./scorer.js";
import { checkTask, checkWidths, itemKeyOf, queryKeyOf, type TwoTowerOptions } from "./settings.js";
import type { Trained } from "./trained.js";

/**
 * A retrieval model of two towers: one embeds queries, one embeds candidates, and a dot product
 * says how well they fit (Covington et al., 2016; Yi et al., 2019).
 *
 * @example
 * const model = new TwoTower({
 *   query: tower({ user_id: stringLookup().embedding(32) }),
 *   candidate: tower({ movie_title: stringLookup().embedding(32) }),
 *   task: retrieval(),
 * });
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1) });
 * console.log(await model.evaluate(test));
 */
export class TwoTower<Q extends object = object, C extends object = object> {
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The column that identifies who asks. */
  readonly queryKey: string;
  readonly seed: number;
  readonly task: RetrievalTask;
  readonly #query: TowerSpec<Q>;
  readonly #candidate: TowerSpec<C>;
  #trained: Trained | undefined;
  #loaded = false;

  /** @throws ConfigError if there is no task, the widths differ, or the candidate tower has several inputs and no `itemKey` is named. */
  constructor(options: TwoTowerOptions<Q, C>) {
    checkWidths(options.query, options.candidate);
    this.itemKey = itemKeyOf(options);
    this.queryKey = queryKeyOf(options);
    this.seed = checkInteger("seed", options.seed ?? 42, 0);
    this.task = checkTask(options.task);
    this.#query = options.query;
    this.#candidate = options.candidate;
  }

  /**
   * Trains fresh towers: features are fitted on the train table and the catalogue, every column is
   * encoded once, and each epoch goes through the rows in a new order drawn from the seed.
   *
   * @param train - one row an interaction, with every input of the query tower and the item key.
   * @throws ConfigError for a missing column, an empty table, a row whose item is not a candidate, one
   * item key for two different candidates, or weights that are negative or all 0.
   * @throws NumericError for a weight that is not finite, and if training diverges. Whatever is thrown,
   * the model stays as it was.
   */
  async fit(train: TableLike<Q>, options: FitOptions<C>): Promise<History> {
    if (this.#loaded) {
      throw new ConfigError(
        "this model comes from a bundle; fitMore trains it on, or make a new TwoTower to start afresh.",
      );
    }
    const { trained, history } = await trainTowers(
      {
        query: this.#query,
        candidate: this.#candidate,
        task: this.task,
        itemKey: this.itemKey,
        queryKey: this.queryKey,
        seed: this.seed,
      },
      train,
      options,
    );
    this.#trained = trained;
    return history;
  }

  /**
   * Trains on: from the weights as they are, also those that came from a bundle, on the same rows or on
   * others. Users, items and words that vocabularies lack get rows of their own, and histories and seen items
   * take in what rows they lack; means and bucket edges stay as they were fitted. The rows become the model's
   * train rows. An optimizer that trained the model before goes on with what it knows; one that was made anew
   * remembers nothing of earlier steps.
   *
   * @throws ConfigError before `fit`, for a row whose item is not in the catalogue, and whatever else `fit`
   * refuses. Whatever is thrown, the model stays as it was.
   * @example
   * await model.fitMore(newRatings, { candidates: allMovies, optimizer: adagrad(0.01), epochs: 1 });
   */
  async fitMore(table: TableLike<Q>, options: FitMoreOptions<C>): Promise<History> {
    const { trained, history } = await trainMore(this.#fitted("fitMore"), this, table, options);
    this.#trained = trained;
    return history;
  }

  /**
   * Ranks the item of every row of a table among the whole catalogue, exactly, and measures what is asked
   * for: by default top-k accuracy, recall, NDCG and MRR, `rankingMetrics` of `@towerkit/tasks` has the formulas.
   * @param table - rows with every input of the query tower, the query key and the item key.
   * @throws ConfigError before `fit`, for a missing column, an empty table, or an item that is a string
   * where the catalogue has a number or the other way round. NumericError if a score is not finite.
   */
  async evaluate<Name extends Metric = DefaultMetric, K extends number = never>(
    table: TableLike,
    options: EvaluateOptions<Name, K> = {},
  ): Promise<Evaluation<Name, K>> {
    return evaluateTrained(this.#fitted("evaluate"), table, {
      ...options,
      queryKey: this.queryKey,
      runtime: await runtimeOf(options),
    });
  }

  /** The keys of the catalogue, in its order. */
  get candidateIds(): readonly Id[] {
    return this.#fitted("candidateIds").catalogue.ids;
  }

  /** The trained towers. */
  get towers(): { readonly query: Tower; readonly candidate: Tower } {
    const { query, candidate } = this.#fitted("towers");
    return { query, candidate };
  }

  /** The rows that the model was trained on, if it still has them. */
  get trainRows(): TableLike | undefined {
    return this.#fitted("trainRows").train;
  }

  /** The model as a {@link Scorer} over its catalogue, as its weights are now. */
  async scorer(options: { readonly runtime?: Runtime } = {}): Promise<Scorer> {
    return createScorer(this.#fitted("scorer"), await runtimeOf(options));
  }

  /** Embeds queries: `[queries, width]`. */
  async embedQueries(
    queries: readonly Q[],
    options: { readonly runtime?: Runtime } = {},
  ): Promise<Float32Array> {
    const { query } = this.#fitted("embedQueries");
    return (await embedQueries(query, queries, options)).embeddings;
  }

  /** Embeds the catalogue: `[candidateIds.length, width]`, in catalogue order. */
  async embedCandidates(options: { readonly runtime?: Runtime } = {}): Promise<Float32Array> {
    return embedCatalogue(this.#fitted("embedCandidates"), await runtimeOf(options)).data;
  }

  /**
   * Puts the query tower before an exact index of the catalogue.
   * @param options - `exclude`: interactions that `recommend` leaves out of the lists of their own query
   * key.
   * @throws ConfigError before `fit`, or if the interactions lack the query key or the item key.
   */
  async recommender(
    options: { readonly exclude?: TableLike; readonly runtime?: Runtime } = {},
  ): Promise<Recommender<Q>> {
    const trained = this.#fitted("recommender");
    const { query, candidate, catalogue } = trained;
    return recommenderOf<Q>({
      towers: { query, candidate },
      candidates: withTrainCounts(trained),
      itemKey: this.itemKey,
      queryKey: this.queryKey,
      ...(options.exclude && { seen: withKeptKeys(options.exclude, catalogue, "exclude") }),
      runtime: await runtimeOf(options),
    });
  }

  /**
   * Writes the model as a bundle, which {@link TwoTower.load} and `loadRecommender` read.
   * @param dir - the folder that is to be the bundle; an older bundle there is replaced in one step.
   * @returns the bundle's digest: the same seed and data give the same.
   * @throws ConfigError before `fit`, for a column that the test rows lack, or a setting under a name of
   * the model's own; whatever `writeBundle` throws.
   */
  async save(dir: string, options: SaveOptions = {}): Promise<SavedBundle> {
    return saveTrained(this, this.#fitted("save"), dir, options);
  }

  /**
   * Reads a model from a bundle, to evaluate it, to recommend with it, or to train it on by `fitMore`.
   * @throws BundleError if a part is missing or damaged, or the bundle holds another kind of model.
   */
  static async load(source: string | URL | Bundle): Promise<TwoTower> {
    const bundle =
      typeof source === "string" || source instanceof URL ? await readBundle(source) : source;
    const { options, trained } = await restoreTrained(bundle);
    const model = new TwoTower(options);
    model.#trained = trained;
    model.#loaded = true;
    return model;
  }

  #fitted(what: string): Trained {
    if (this.#trained === undefined) {
      throw new ConfigError(`${what} needs a trained model; call fit first.`);
    }
    return this.#trained;
  }
}

async function runtimeOf({ runtime }: { readonly runtime?: Runtime }): Promise<Runtime> {
  return runtime ?? (await defaultRuntime());
}
