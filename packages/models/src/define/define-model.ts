import { type Bundle, readBundle, writeBundle } from "@towerkit/bundle";
import { BundleError, ConfigError, checkInteger, type TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import { embedTable, type Tower, type TowerSpec } from "@towerkit/towers";
import { readCatalogue } from "../data/catalogue.js";
import { groupRowsBy } from "../training/batches.js";
import { checkLoopOptions } from "../training/check-loop-options.js";
import { columnDigests, dataDigests } from "../training/data-digest.js";
import { blamingDivergence, checkWeights } from "../training/divergence.js";
import type { LoopOptions } from "../training/loop-options.js";
import { type LoopResult, trainLoop } from "../training/train-loop.js";
import type { SavedBundle } from "../two-tower/save.js";
import { createTrainee, type Owners } from "../two-tower/trainee.js";
import type { LossOfOnesOwn } from "./loss.js";
import { freshParameters, freshParts, grownParts, type OwnParts } from "./own-parts.js";
import { createOwnPasses } from "./own-passes.js";

/** What a model of one's own is made of. */
export interface DefineModelOptions<Towers extends string, Parameters extends string> {
  /** By names of the caller's choice. A bundle takes those called `query` and `candidate`. */
  readonly towers: Readonly<Record<Towers, TowerSpec>>;
  /** Further numbers to learn, as they are at first, e.g. `{ bias: Float32Array.of(0) }`. */
  readonly parameters?: Readonly<Record<Parameters, Float32Array>>;
  /** The loss of some rows, and its gradients by the towers' outputs and the parameters. */
  readonly loss: LossOfOnesOwn<Towers, Parameters>;
  /** Decides initial weights and the order of the rows. Default 42. */
  readonly seed?: number;
}

/** How a model of one's own is fitted. */
export interface DefinedFitOptions extends LoopOptions {
  /** One row for each item: what the tower called `candidate` is fitted on. Default: the train table. */
  readonly candidates?: TableLike;
}

/** What a bundle of it says beside its weights. */
export interface DefinedSaveOptions {
  readonly candidates: TableLike;
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The column that identifies who asks; null where there is none. */
  readonly queryKey: string | null;
}

/**
 * A model of towers and a loss of one's own: it is given `fit` with all that the training loop has
 * (schedules, clipping, callbacks, checkpoints), `evaluate`, and bundles.
 *
 * @example
 * const model = defineModel({
 *   towers: { query: tower({ user_id: stringLookup().embedding(8) }) },
 *   loss({ outputs, rows }) {
 *     const gradients = outputs.query.map((value) => 2 * value);
 *     return { lossSum: outputs.query.reduce((sum, value) => sum + value * value, 0), gradients: { query: gradients } };
 *   },
 * });
 */
export function defineModel<Towers extends string, Parameters extends string = never>(
  options: DefineModelOptions<Towers, Parameters>,
): DefinedModel<Towers, Parameters> {
  return new DefinedModel(options);
}

/** Made by {@link defineModel}. */
export class DefinedModel<Towers extends string, Parameters extends string = never> {
  readonly seed: number;
  readonly #options: DefineModelOptions<Towers, Parameters>;
  #parts: OwnParts | undefined;

  constructor(options: DefineModelOptions<Towers, Parameters>) {
    if (Object.keys(options.towers).length === 0) {
      throw new ConfigError("towers is empty; a model needs at least one.");
    }
    this.seed = checkInteger("seed", options.seed ?? 42, 0);
    this.#options = options;
  }

  /**
   * Trains fresh towers and parameters.
   * @param train - with every input of every tower, and whatever the loss reads.
   * @throws ConfigError for a missing column, an empty table, or gradients that are missing or of another
   * length; NumericError if training diverges. Whatever is thrown, the model stays as it was.
   */
  async fit(train: TableLike, options: DefinedFitOptions): Promise<LoopResult> {
    const { candidates = train } = options;
    return this.#train(train, options, () =>
      freshParts(this.#options, { table: train, candidates }, this.seed),
    );
  }

  /**
   * Trains on: from the towers and parameters as they are, on the same rows or on others. What vocabularies
   * lack gets rows of its own; means and bucket edges stay as they were fitted. An optimizer that trained the
   * model before goes on with what it knows.
   *
   * @param table - with every input of every tower, and whatever the loss reads.
   * @param options - `candidates`: what the tower called `candidate` grows by. Default: `table`.
   * @throws ConfigError before `fit` or `load`; whatever `fit` throws.
   */
  async fitMore(table: TableLike, options: DefinedFitOptions): Promise<LoopResult> {
    const before = this.#fitted("fitMore");
    const { candidates = table, optimizer } = options;
    return this.#train(table, options, () =>
      grownParts(before, { table, candidates }, { seed: this.seed, optimizer }),
    );
  }

  /** Whatever is thrown, the model stays as it was. */
  async #train(
    train: TableLike,
    options: DefinedFitOptions,
    partsOf: () => OwnParts,
  ): Promise<LoopResult> {
    const { batchSize, batchBy, optimizer, epochs, clipNorm, schedule } = checkLoopOptions(options);
    if (train.numRows() === 0)
      throw new ConfigError("train is empty; it must hold at least one row.");
    const groups = batchBy === undefined ? undefined : groupRowsBy(train, batchBy, "train");
    const runtime = options.runtime ?? (await defaultRuntime());
    const parts = partsOf();
    const { seed } = this;
    const trainee = createTrainee(
      { rows: { count: train.numRows() }, seed, runtime },
      ownersOf(parts),
      createOwnPasses(parts, this.#loss, { table: train, runtime }),
    );
    const result = await trainLoop(
      {
        trainee,
        groups,
        seed,
        runtime,
        identity: async () => ({
          seed,
          towers: Object.fromEntries(
            Array.from(parts.towers, ([name, tower]) => [name, tower.topology()]),
          ),
          training: { optimizer: optimizer.toJSON(), batchSize, batchBy },
          schedule: schedule && { ...schedule.toJSON(), epochs },
          clipNorm,
          data: {
            ...(await columnDigests(train)),
            ...(await dataDigests({
              firstWeights: Array.from(trainee.tables.values(), ({ data }) => data),
            })),
          },
        }),
        save: async () => {
          throw new ConfigError("a defined model is saved after fit, by save.");
        },
      },
      options,
    );
    blamingDivergence("the last step", () => checkWeights(trainee.tables));
    this.#parts = parts;
    return result;
  }

  /** The mean loss of a table's rows, in batches as given; nothing is learnt. */
  async evaluate(
    table: TableLike,
    options: { readonly batchSize?: number; readonly runtime?: Runtime } = {},
  ): Promise<{ readonly loss: number }> {
    const runtime = options.runtime ?? (await defaultRuntime());
    const batchSize = checkInteger("batchSize", options.batchSize ?? 8192, 1);
    const count = checkInteger("the evaluated table's number of rows", table.numRows(), 1);
    const pass = createOwnPasses(this.#fitted("evaluate"), this.#loss, { table, runtime });
    let lossSum = 0;
    for (let from = 0; from < count; from += batchSize) {
      const size = Math.min(batchSize, count - from);
      const rows = Int32Array.from({ length: size }, (_, i) => from + i);
      lossSum += pass(rows, 0, { runtime }).sums.lossSum;
    }
    return { loss: lossSum / count };
  }

  /** The trained towers. */
  get towers(): Readonly<Record<Towers, Tower>> {
    return Object.fromEntries(this.#fitted("towers").towers) as Record<Towers, Tower>;
  }

  /** The trained parameters. */
  get parameters(): Readonly<Record<Parameters, Float32Array>> {
    const { parameters } = this.#fitted("parameters");
    return Object.fromEntries(parameters.map(({ name, data }) => [name, data])) as Record<
      Parameters,
      Float32Array
    >;
  }

  /** What a tower makes of each row of a table: `[rows, width]`. */
  async embed(
    tower: Towers,
    table: TableLike,
    options: { readonly runtime?: Runtime } = {},
  ): Promise<Float32Array> {
    return embedTable(this.towers[tower], table, options);
  }

  /**
   * Writes the towers called `query` and `candidate`, and the parameters, as a bundle, which
   * `loadRecommender` serves by dot product.
   * @throws ConfigError before `fit`, or without two towers of these names; whatever `writeBundle` throws.
   */
  async save(dir: string, options: DefinedSaveOptions): Promise<SavedBundle> {
    const { towers, parameters } = this.#fitted("save");
    const [query, candidate] = [towers.get("query"), towers.get("candidate")];
    if (towers.size !== 2 || query === undefined || candidate === undefined) {
      throw new ConfigError(
        `a bundle holds two towers, called query and candidate; this model has ${Array.from(towers.keys()).join(", ")}.`,
      );
    }
    const { itemKey, queryKey } = options;
    const { table } = readCatalogue(options.candidates, { itemKey, inputs: candidate.inputs });
    return writeBundle(dir, {
      towers: { query, candidate },
      settings: {
        model: "defined",
        seed: this.seed,
        parameters: Object.fromEntries(
          parameters.map(({ name, data }) => [name, Array.from(data)]),
        ),
      },
      dataset: { name: "unnamed", synthetic: false },
      split: { kind: "none", train: 0, test: 0, seed: null },
      itemKey,
      queryKey,
      candidates: table,
    });
  }

  /**
   * Takes what `save` wrote, in place of fitting.
   * @throws BundleError if the bundle is damaged, or of a model with other parameters.
   */
  async load(source: string | URL | Bundle): Promise<this> {
    const bundle =
      typeof source === "string" || source instanceof URL ? await readBundle(source) : source;
    const { model, parameters: saved } = bundle.manifest.settings as Record<string, unknown>;
    if (model !== "defined") throw fault("the bundle does not hold a model of defineModel.");
    const parameters = freshParameters(this.#options);
    for (const { name, data } of parameters) {
      const numbers = (saved as Readonly<Record<string, unknown>> | undefined)?.[name];
      if (!Array.isArray(numbers) || numbers.length !== data.length) {
        throw fault(`settings.parameters.${name} must hold ${data.length} numbers.`);
      }
      data.set(numbers as number[]);
    }
    this.#parts = { towers: new Map(Object.entries(bundle.towers)), parameters };
    return this;
  }

  get #loss(): LossOfOnesOwn<string, string> {
    return this.#options.loss as LossOfOnesOwn<string, string>;
  }

  #fitted(what: string): OwnParts {
    if (this.#parts === undefined) {
      throw new ConfigError(`${what} needs a trained model; call fit or load first.`);
    }
    return this.#parts;
  }
}

const ownersOf = ({ towers, parameters }: OwnParts): Owners => ({
  ...Object.fromEntries(towers),
  parameters: { trainables: () => parameters },
});

const fault = (message: string) => new BundleError(`manifest.json: ${message}`, "manifest.json");
