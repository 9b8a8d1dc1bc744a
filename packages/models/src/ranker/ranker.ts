import { type ModelBundle, readModel } from "@towerkit/bundle";
import { ConfigError, type TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { RankingTask } from "@towerkit/tasks";
import { type Features, fitTower, type Tower, type TowerSpec } from "@towerkit/towers";
import { grownTowers } from "../training/grown-towers.js";
import type { SavedBundle } from "../two-tower/save.js";
import { evaluateRanker, predictRows, type RankerEvaluation } from "./evaluate.js";
import { type RankerFitOptions, type RankerHistory, trainRanker } from "./fit.js";
import { type RankerSaveOptions, restoreRanker, saveRanker, type TrainedRanker } from "./save.js";
import {
  type RankerIdentity,
  type RankerOptions,
  rankerIdentity,
  rankerTower,
} from "./settings.js";

/** Stands for the features of a bundle: fitted, without the settings to fit them anew. */
const FITTED_ALREADY: Features = {};

/**
 * A model that predicts something of a row from its features: what somebody would rate, whether they
 * click, or the order of a list. Its layers see all features at once, so it learns how they work together:
 * `dcn` multiplies them by cross layers, `dlrm` their embeddings with each other.
 *
 * @example
 * const model = new Ranker({
 *   features: {
 *     user_id: stringLookup().embedding(32),
 *     movie_title: stringLookup().embedding(32),
 *   },
 *   layers: dcn({ layers: 1, deep: [192, 192] }),
 *   label: "user_rating",
 *   task: ranking({ reduction: "mean" }),
 * });
 * await model.fit(train, { optimizer: adam(0.01), epochs: 8 });
 * console.log((await model.evaluate(test)).rmse);
 */
export class Ranker {
  /** The column with what is true. */
  readonly label: string;
  readonly task: RankingTask;
  /** The column whose equal values make rows a list. */
  readonly group: string | undefined;
  readonly seed: number;
  /** Undefined for a model that was loaded. */
  readonly #spec: TowerSpec | undefined;
  #trained: TrainedRanker | undefined;

  /**
   * @throws ConfigError for no features, layers that do not end in one number, a task that is none, or a
   * loss of lists without a `group`.
   */
  constructor(options: RankerOptions) {
    const { label, task, group, seed } = rankerIdentity(options);
    this.label = label;
    this.task = task;
    this.group = group;
    this.seed = seed;
    this.#spec = options.features === FITTED_ALREADY ? undefined : rankerTower(options);
  }

  /**
   * Trains a fresh model: features are fitted on the train table, every column is encoded once, and each
   * epoch goes through the rows, or whole lists, in a new order drawn from the seed.
   *
   * @param train - with every column that the features read, the label, and the group where lists are learnt.
   * @throws ConfigError for a missing column, a table without labels, layers that do not end in one number,
   * or weights that are negative or all 0. NumericError for a label or weight that is not finite, and if
   * training diverges. Whatever is thrown, the model stays as it was.
   */
  async fit(train: TableLike, options: RankerFitOptions): Promise<RankerHistory> {
    const spec = this.#spec;
    if (spec === undefined) {
      throw new ConfigError(
        "this model comes from a bundle; fitMore trains it on, or make a new Ranker to start afresh.",
      );
    }
    const { seed } = this;
    const { trained, history } = await trainRanker(this.#identity(), train, options, () =>
      fitTower(spec, train, { seed, name: "ranker" }),
    );
    this.#trained = trained;
    return history;
  }

  /**
   * Trains on, from the weights as they are, on the same rows or on others, as `TwoTower.fitMore` does: new
   * users, items and words get rows of their own; means and bucket edges stay as they were fitted.
   * @throws ConfigError before `fit`, and whatever `fit` throws. The model then stays as it was.
   */
  async fitMore(table: TableLike, options: RankerFitOptions): Promise<RankerHistory> {
    const { tower } = this.#fitted("fitMore");
    const { trained, history } = await trainRanker(this.#identity(), table, options, () => {
      const { optimizer } = options;
      const [grown] = grownTowers([{ tower, table }], { seed: this.seed, optimizer });
      return grown;
    });
    this.#trained = trained;
    return history;
  }

  /**
   * Measures what is predicted for the rows that have a label: RMSE and MAE, or log loss, accuracy and AUC
   * after the logistic loss; and NDCG over whole groups, where there is a `group`. Every row weighs 1.
   * @throws ConfigError before `fit`, for a missing column or a table without labels; NumericError for a
   * label that is no finite number.
   */
  async evaluate(
    table: TableLike,
    options: { readonly runtime?: Runtime } = {},
  ): Promise<RankerEvaluation> {
    const { tower } = this.#fitted("evaluate");
    const runtime = options.runtime ?? (await defaultRuntime());
    return evaluateRanker(tower, this.#identity(), { table, runtime });
  }

  /**
   * What the model predicts for each row of a table: `[rows]`. Probabilities, if it learnt by the logistic
   * loss; after a loss of lists, scores of which only the order counts.
   * @param table - with every column that the features read.
   * @throws ConfigError before `fit`, or for a missing column.
   */
  async predict(
    table: TableLike,
    options: { readonly runtime?: Runtime } = {},
  ): Promise<Float32Array> {
    const { tower } = this.#fitted("predict");
    const runtime = options.runtime ?? (await defaultRuntime());
    return predictRows(tower, this.task, { table, runtime });
  }

  /** All that was learnt: features, tables and layers. */
  get tower(): Tower {
    return this.#fitted("tower").tower;
  }

  /**
   * Writes the model as a bundle, which {@link Ranker.load} reads. It holds no rows.
   * @returns the bundle's digest: the same seed and data give the same.
   * @throws ConfigError before `fit`, for a loss of one's own, or a setting under a name of the model's own;
   * whatever `writeModel` throws.
   */
  async save(dir: string, options: RankerSaveOptions = {}): Promise<SavedBundle> {
    return saveRanker(this.#identity(), this.#fitted("save"), dir, options);
  }

  /**
   * Reads a model from a bundle, to evaluate it, to predict with it, or to train it on by `fitMore`.
   * @throws BundleError if a part is missing or damaged, or the bundle holds another kind of model.
   */
  static async load(source: string | URL | ModelBundle): Promise<Ranker> {
    const bundle =
      typeof source === "string" || source instanceof URL ? await readModel(source) : source;
    const { identity, trained } = restoreRanker(bundle);
    const { group, ...others } = identity;
    const model = new Ranker({
      ...others,
      ...(group !== undefined && { group }),
      features: FITTED_ALREADY,
      layers: [],
    });
    model.#trained = trained;
    return model;
  }

  #identity(): RankerIdentity {
    const { label, task, group, seed } = this;
    return { label, task, group, seed };
  }

  #fitted(what: string): TrainedRanker {
    if (this.#trained === undefined) {
      throw new ConfigError(`${what} needs a trained model; call fit first.`);
    }
    return this.#trained;
  }
}
