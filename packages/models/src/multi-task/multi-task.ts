import { type Bundle, readBundle, recommenderOf } from "@towerkit/bundle";
import { ConfigError, checkInteger, type TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { Id, Recommender, Scorer } from "@towerkit/retrieval";
import type { DefaultMetric, Metric, RetrievalTask } from "@towerkit/tasks";
import { embedQueries, type Tower } from "@towerkit/towers";
import { withKeptKeys } from "../data/catalogue.js";
import type { History } from "../training/history.js";
import type { EvaluateOptions } from "../two-tower/evaluate.js";
import { type FitOptions, trainTowers } from "../two-tower/fit.js";
import { type FitMoreOptions, trainMore } from "../two-tower/fit-more.js";
import type { LearningOf } from "../two-tower/learning.js";
import { blaming, MANIFEST } from "../two-tower/restore.js";
import {
  type SavedBundle,
  type SaveOptions,
  saveTrained,
  withTrainCounts,
} from "../two-tower/save.js";
import { createScorer, embedCatalogue } from "../two-tower/scorer.js";
import { checkTask, checkWidths, itemKeyOf, queryKeyOf } from "../two-tower/settings.js";
import type { Trained } from "../two-tower/trained.js";
import { evaluateMultiTask, type MultiTaskEvaluation } from "./evaluate.js";
import { checkHeads, createHeads, headNamed } from "./heads.js";
import { retrievalAndHeads, type TaskWeights, tasksOf } from "./learning.js";
import { copyOfLearnt, type Learnt, learntOf } from "./learnt.js";
import type { MultiTaskMeasures, MultiTaskOptions } from "./options.js";
import { checkItemsKnown, itemsOfRows, predictOne, predictRows } from "./predict.js";
import { restoreMultiTask } from "./restore.js";
import { multiTaskKind } from "./save.js";

interface TrainedTasks {
  readonly trained: Trained;
  readonly learnt: Learnt;
}

/**
 * Two towers that retrieve, and heads over their embeddings that predict, such as ratings; all learnt
 * together (Caruana, 1997; Zhao and others, 2019).
 *
 * @example
 * const model = new MultiTask({
 *   query: tower({ user_id: stringLookup().embedding(32) }),
 *   candidate: tower({ movie_title: stringLookup().embedding(32) }),
 *   task: retrieval(),
 *   heads: {
 *     rating: { label: "user_rating", layers: denseStack([256, 128, 1]), task: ranking() },
 *   },
 * });
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1) });
 * console.log(await model.predictRating({ user_id: "42" }, "Star Wars (1977)"));
 */
export class MultiTask<Q extends object = object, C extends object = object> {
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The column that identifies who asks. */
  readonly queryKey: string;
  readonly seed: number;
  readonly task: RetrievalTask;
  readonly weights: TaskWeights | undefined;
  readonly #options: MultiTaskOptions<Q, C>;
  #trained: TrainedTasks | undefined;
  #loaded = false;

  /**
   * @throws ConfigError if a task is missing, the widths differ, the weights are not one for each task, or
   * the candidate tower has several inputs and no `itemKey` is named.
   */
  constructor(options: MultiTaskOptions<Q, C>) {
    checkWidths(options.query, options.candidate);
    this.itemKey = itemKeyOf(options);
    this.queryKey = queryKeyOf(options);
    this.seed = checkInteger("seed", options.seed ?? 42, 0);
    this.task = checkTask(options.task);
    this.weights = options.weights;
    tasksOf(this.task, checkHeads(options.heads), this.weights);
    this.#options = options;
  }

  /**
   * Trains fresh towers and heads, as `TwoTower.fit` does. An epoch's `loss` is the weighted sum of the
   * tasks' mean losses of a row, which `tasks` has one by one; its `chance` is what guessing the mean
   * label for every row would cost, and retrieving at random.
   *
   * @param train - one row an interaction, with every input of the query tower, the item key and the labels.
   * @throws what `TwoTower.fit` throws; NumericError for a label that is no finite number.
   */
  async fit(train: TableLike, options: FitOptions<C>): Promise<History<MultiTaskMeasures>> {
    if (this.#loaded) {
      throw new ConfigError(
        "this model comes from a bundle; fitMore trains it on, or make a new MultiTask to start afresh.",
      );
    }
    const { query, candidate, heads } = this.#options;
    const task = tasksOf(this.task, heads, this.weights);
    const parts = { ...this.#identity(), query, candidate };
    return this.#learn(
      (width) => learntOf(createHeads(heads, { width, seed: this.seed }), task),
      (learning) => trainTowers(parts, train, options, learning),
    );
  }

  /**
   * Trains on, as `TwoTower.fitMore` does: from the weights as they are, heads' included, on the same rows or
   * on others, with rows of their own for new users, items and words.
   *
   * @param table - one row an interaction, with every input of the query tower, the item key and the labels.
   * @throws what `TwoTower.fitMore` throws; NumericError for a label that is no finite number.
   */
  async fitMore(table: TableLike, options: FitMoreOptions<C>): Promise<History<MultiTaskMeasures>> {
    const before = this.#fitted("fitMore");
    return this.#learn(
      () => copyOfLearnt(before.learnt, options.optimizer),
      (learning) => trainMore(before.trained, this.#identity(), table, options, learning),
    );
  }

  /** Keeps what was learnt, once all of it is. */
  async #learn(
    learntOver: (width: number) => Learnt,
    train: (learning: LearningOf) => Promise<{ trained: Trained; history: History }>,
  ): Promise<History<MultiTaskMeasures>> {
    let learnt: Learnt | undefined;
    const learning = retrievalAndHeads(this.#identity(), (width) => {
      learnt = learntOver(width);
      return learnt;
    });
    const { trained, history } = await train(learning);
    if (learnt !== undefined) this.#trained = { trained, learnt };
    return history as History<MultiTaskMeasures>;
  }

  /**
   * Ranks the item of every row among the whole catalogue, as `TwoTower.evaluate` does, and measures what
   * each head predicts for the rows that have its label.
   * @throws what `TwoTower.evaluate` throws; NumericError for a label that is no finite number.
   */
  async evaluate<Name extends Metric = DefaultMetric, K extends number = never>(
    table: TableLike,
    options: EvaluateOptions<Name, K> = {},
  ): Promise<MultiTaskEvaluation<Name, K>> {
    const { trained, learnt } = this.#fitted("evaluate");
    return evaluateMultiTask(trained, learnt.heads, table, {
      ...options,
      queryKey: this.queryKey,
      runtime: await runtimeOf(options),
    });
  }

  /**
   * What a head predicts for each row of a table: `[rows]`. Probabilities, if it learnt by the logistic loss.
   * @param table - rows with every input of the query tower, and the item key.
   * @param options - `head`: which one. Default: the only one, else `rating`.
   * @throws ConfigError before `fit`, for a head that there is not, or an item that is not a candidate.
   */
  async predict(
    table: TableLike,
    options: { readonly head?: string; readonly runtime?: Runtime } = {},
  ): Promise<Float32Array> {
    const { trained, learnt } = this.#fitted("predict");
    const head = headNamed(learnt.heads, options.head);
    const items = itemsOfRows(table, trained, "predict");
    checkItemsKnown(items, table, this.itemKey);
    const rows = Int32Array.from(items.keys());
    const runtime = await runtimeOf(options);
    const [predictions] = await predictRows(trained, [head], { table, items, rows, runtime });
    return predictions;
  }

  /**
   * What a query would rate an item.
   * @throws ConfigError before `fit`, without a head called `rating`, or if the query lacks a key.
   * UnknownIdError if there is no such item.
   */
  async predictRating(
    query: Q,
    id: Id,
    options: { readonly runtime?: Runtime } = {},
  ): Promise<number> {
    const { trained, learnt } = this.#fitted("predictRating");
    return predictOne(trained, headNamed(learnt.heads, "rating"), {
      query,
      id,
      runtime: await runtimeOf(options),
    });
  }

  /** The keys of the catalogue, in its order. */
  get candidateIds(): readonly Id[] {
    return this.#fitted("candidateIds").trained.catalogue.ids;
  }

  /** The trained towers. */
  get towers(): { readonly query: Tower; readonly candidate: Tower } {
    const { query, candidate } = this.#fitted("towers").trained;
    return { query, candidate };
  }

  /** The rows that the model was trained on, if it still has them. */
  get trainRows(): TableLike | undefined {
    return this.#fitted("trainRows").trained.train;
  }

  /** The model as a {@link Scorer} over its catalogue, as its weights are now. */
  async scorer(options: { readonly runtime?: Runtime } = {}): Promise<Scorer> {
    return createScorer(this.#fitted("scorer").trained, await runtimeOf(options));
  }

  /** Embeds queries: `[queries, width]`. */
  async embedQueries(
    queries: readonly Q[],
    options: { readonly runtime?: Runtime } = {},
  ): Promise<Float32Array> {
    const { query } = this.#fitted("embedQueries").trained;
    return (await embedQueries(query, queries, options)).embeddings;
  }

  /** Embeds the catalogue: `[candidateIds.length, width]`, in catalogue order. */
  async embedCandidates(options: { readonly runtime?: Runtime } = {}): Promise<Float32Array> {
    return embedCatalogue(this.#fitted("embedCandidates").trained, await runtimeOf(options)).data;
  }

  /**
   * Puts the query tower before an exact index of the catalogue; what is recommended carries its `rating`
   * if there is a head of that name.
   * @param options - `exclude`: interactions that `recommend` leaves out of the lists of their own query
   * key.
   * @throws ConfigError before `fit`, or if the interactions lack the query key or the item key.
   */
  async recommender(
    options: { readonly exclude?: TableLike; readonly runtime?: Runtime } = {},
  ): Promise<Recommender<Q>> {
    const { trained, learnt } = this.#fitted("recommender");
    const { query, candidate, catalogue } = trained;
    return recommenderOf<Q>({
      towers: { query, candidate },
      heads: Object.fromEntries(learnt.heads.map(({ name, network }) => [name, network])),
      candidates: withTrainCounts(trained),
      itemKey: this.itemKey,
      queryKey: this.queryKey,
      ...(options.exclude && { seen: withKeptKeys(options.exclude, catalogue, "exclude") }),
      runtime: await runtimeOf(options),
    });
  }

  /**
   * Writes the model as a bundle, heads included, which {@link MultiTask.load} and `loadRecommender` read.
   * @throws what `TwoTower.save` throws; ConfigError for a head with a loss of one's own.
   */
  async save(dir: string, options: SaveOptions = {}): Promise<SavedBundle> {
    const { trained, learnt } = this.#fitted("save");
    const kind = multiTaskKind(learnt.heads, learnt.task);
    return saveTrained(this.#identity(), trained, dir, options, kind);
  }

  /**
   * Reads a model from a bundle, to evaluate it, to predict, to recommend with it, or to train it on by
   * `fitMore`.
   * @throws BundleError if a part is missing or damaged, or the bundle holds another kind of model.
   */
  static async load(source: string | URL | Bundle): Promise<MultiTask> {
    const bundle =
      typeof source === "string" || source instanceof URL ? await readBundle(source) : source;
    const { options, ...trained } = await restoreMultiTask(bundle);
    const model = blaming(MANIFEST, () => new MultiTask(options));
    model.#trained = trained;
    model.#loaded = true;
    return model;
  }

  #identity() {
    const { task, itemKey, queryKey, seed } = this;
    return { task, itemKey, queryKey, seed };
  }

  #fitted(what: string): TrainedTasks {
    if (this.#trained === undefined) {
      throw new ConfigError(`${what} needs a trained model; call fit first.`);
    }
    return this.#trained;
  }
}

async function runtimeOf({ runtime }: { readonly runtime?: Runtime }): Promise<Runtime> {
  return runtime ?? (await defaultRuntime());
}
