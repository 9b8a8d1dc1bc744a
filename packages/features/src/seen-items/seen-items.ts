import { type ColumnNames, type Encoder, type EncoderJSON, fitWhole } from "../encoder.js";
import {
  type BagFeature,
  bagFeature,
  type CrossFeature,
  crossFeature,
  type EmbeddingLimits,
} from "../feature-spec.js";
import type { SeenItemsColumns, SeenItemsValue } from "./columns.js";
import type { FittedSeenItems } from "./fitted-seen-items.js";
import { ItemSetsFitting, type SeenItemsFitting } from "./seen-items-fitting.js";
import { checkSeenItemsOptions, type SeenItemsOptions } from "./settings.js";

/** What can be said about an embedding of seen items besides its width. */
export interface SeenItemsEmbeddingOptions extends EmbeddingLimits {
  /** The table to share with other features of the same tower. */
  readonly table?: string;
}

type Names = readonly [by: string, item: string];

/** A feature of seen items, which knows the names of its columns. */
export type SeenItemsFeature<C extends Names = Names> = CrossFeature<SeenItemsValue, "ids"> & {
  readonly columns: C;
};

/** Lists all that someone has in the train rows. Made by `seenItems`. */
export interface SeenItems<C extends Names = Names>
  extends Encoder<SeenItemsValue, "ids", SeenItemsColumns> {
  readonly kind: "seenItems";
  fitting(names?: ColumnNames): SeenItemsFitting;
  fit(columns: SeenItemsColumns, names?: ColumnNames): FittedSeenItems;
  /**
   * Makes a feature of the encoder: each item has an embedding of `dim` numbers, learned in training,
   * and a row is their mean unless `.sum()`, `.sqrtn()` or `.max()` says otherwise.
   * @param dim - a whole number of at least 1.
   * @throws ConfigError if `dim` is not that.
   */
  embedding(dim: number, options?: SeenItemsEmbeddingOptions): BagFeature<SeenItemsFeature<C>>;
}

/**
 * Gives each row the ids of all the items that its `by` has in the fitted rows, each once, in no order of
 * time: a user by what they chose. `history` is for what came before a moment; this reads no moment, and so
 * tells nothing of one where rows were split at random.
 *
 * A step of training hides `hidden` of every set, drawn anew from the model's seed and the step, and learns
 * from the rows whose own item is among the hidden ones only: what it is to guess is never in what it guesses
 * from (as in a denoising autoencoder: Liang and others, "Variational Autoencoders for Collaborative
 * Filtering", 2018, which however guesses the shown ones too). Afterwards nothing is hidden.
 *
 * It is fitted on the columns `[by, item]` and encodes `[by]`. An item's id is that of a `stringLookup` of the
 * fitted items: 1 for the most frequent one.
 *
 * @throws ConfigError for columns that are not two different names, or a share that is not above 0 and below 1.
 * @example
 * const fitted = seenItems({ by: "user", item: "film" }).fit([["a", "a", "b"], ["Heat", "Fargo", "Heat"]]);
 * fitted.encodeOne(["a"]).values; // Int32Array [1, 2]: Heat and Fargo
 */
export const seenItems = <const By extends string, const Item extends string>(
  options: SeenItemsOptions & { readonly by: By; readonly item: Item },
): SeenItems<readonly [By, Item]> => new SeenItemsEncoder(checkSeenItemsOptions({ ...options }));

class SeenItemsEncoder<C extends Names> implements SeenItems<C> {
  readonly kind = "seenItems";
  readonly output = "ids";
  /** Who asks has chosen no item yet. */
  readonly encodedColumns = 1;
  readonly #options: Required<SeenItemsOptions>;

  constructor(options: Required<SeenItemsOptions>) {
    this.#options = options;
  }

  fitting(names?: ColumnNames): SeenItemsFitting {
    return new ItemSetsFitting(this.#options, names);
  }

  fit(columns: SeenItemsColumns, names?: ColumnNames): FittedSeenItems {
    return fitWhole(this.fitting(names), columns);
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind, ...this.#options };
  }

  embedding(dim: number, options: SeenItemsEmbeddingOptions = {}): BagFeature<SeenItemsFeature<C>> {
    const { by, item } = this.#options;
    const columns = [by, item] as const;
    const feature = crossFeature<SeenItemsValue, "ids">(this, dim, { ...options, columns }, 2);
    return bagFeature<SeenItemsFeature<C>>(feature as SeenItemsFeature<C>);
  }
}
