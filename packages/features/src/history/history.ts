import { type ColumnNames, type Encoder, type EncoderJSON, fitWhole } from "../encoder.js";
import {
  type BagFeature,
  bagFeature,
  type CrossFeature,
  crossFeature,
  type EmbeddingLimits,
} from "../feature-spec.js";
import { columnsOfHistory, type HistoryColumns, type HistoryValue } from "./columns.js";
import type { FittedHistory } from "./fitted-history.js";
import { type HistoryFitting, InteractionsFitting } from "./history-fitting.js";
import { checkHistoryOptions, type HistoryOptions } from "./settings.js";

/** What can be said about an embedding of a history besides its width. */
export interface HistoryEmbeddingOptions extends EmbeddingLimits {
  /** The table to share with other features of the same tower. */
  readonly table?: string;
}

/** The columns that a history reads: `[by, orderBy, item]`. */
type Names = readonly [by: string, orderBy: string, item: string];

/** A feature of a history, which knows the names of its columns. */
export type HistoryFeature<C extends Names = Names> = CrossFeature<HistoryValue, "ids"> & {
  readonly columns: C;
};

/** Lists what someone interacted with before. Made by `history`. */
export interface ItemHistory<C extends Names = Names>
  extends Encoder<HistoryValue, "ids", HistoryColumns> {
  readonly kind: "history";
  fitting(names?: ColumnNames): HistoryFitting;
  fit(columns: HistoryColumns, names?: ColumnNames): FittedHistory;
  /**
   * Makes a feature of the encoder: each item has an embedding of `dim` numbers, learned in training,
   * and a row is their mean unless `.sum()`, `.sqrtn()` or `.max()` says otherwise.
   * @param dim - a whole number of at least 1.
   * @throws ConfigError if `dim` is not that.
   */
  embedding(dim: number, options?: HistoryEmbeddingOptions): BagFeature<HistoryFeature<C>>;
}

/**
 * Gives each row the ids of the items that its `by` interacted with strictly before its moment, oldest
 * first, the last `length` of them. Interactions at the same moment do not count as earlier, and only
 * interactions that were fitted count at all: fit it on the train table, and neither a test row nor
 * a row's own item can leak into a history.
 *
 * It is fitted on the columns `[by, orderBy, item]` and encodes `[by, orderBy]`; `spans` of the fitted
 * encoder points into one shared array of all interactions, `encode` copies. An item's id is that of a
 * `stringLookup` of the fitted items: 1 for the most frequent one.
 *
 * @throws ConfigError for columns that are not three different names, or a length below 1.
 * @example
 * const seen = history({ by: "user", item: "film", orderBy: "time", length: 2 });
 * const fitted = seen.fit([["a", "a", "b"], [10, 20, 15], ["Heat", "Fargo", "Heat"]]);
 * fitted.encodeOne(["a", 20]).values; // Int32Array [1]: Heat
 */
export const history = <
  const By extends string,
  const OrderBy extends string,
  const Item extends string,
>(
  options: HistoryOptions & {
    readonly by: By;
    readonly orderBy: OrderBy;
    readonly item: Item;
  },
): ItemHistory<readonly [By, OrderBy, Item]> =>
  new HistoryEncoder(checkHistoryOptions({ ...options }));

class HistoryEncoder<C extends Names> implements ItemHistory<C> {
  readonly kind = "history";
  readonly output = "ids";
  /** A row to encode has no item yet. */
  readonly encodedColumns = 2;
  readonly #options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  fitting(names?: ColumnNames): HistoryFitting {
    return new InteractionsFitting(this.#options, names);
  }

  fit(columns: HistoryColumns, names?: ColumnNames): FittedHistory {
    return fitWhole(this.fitting(names), columns);
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind, ...this.#options };
  }

  embedding(dim: number, options: HistoryEmbeddingOptions = {}): BagFeature<HistoryFeature<C>> {
    const columns = columnsOfHistory(this.#options);
    const feature = crossFeature<HistoryValue, "ids">(this, dim, { ...options, columns }, 3);
    return bagFeature<HistoryFeature<C>>(feature as HistoryFeature<C>);
  }
}
