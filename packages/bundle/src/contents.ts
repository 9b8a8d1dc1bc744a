import type { TableLike } from "@towerkit/core";
import type { Index } from "@towerkit/retrieval";
import type { Network, Tower } from "@towerkit/towers";
import type { DatasetInfo, SplitInfo } from "./manifest/manifest.js";

/** The two towers of a model. */
export interface Towers {
  readonly query: Tower;
  readonly candidate: Tower;
}

/**
 * Networks over the outputs of both towers side by side, query first, by name. The one called `rating`
 * predicts ratings.
 */
export type Heads = Readonly<Record<string, Network>>;

/** What the model was trained and tested on. */
export interface Interactions {
  readonly train: TableLike;
  readonly test: TableLike;
}

/** What goes into any bundle. */
interface CommonContents {
  /** How the model was made, as plain JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What its evaluation found, as plain JSON. */
  readonly metrics?: unknown;
  readonly dataset: DatasetInfo;
  readonly split: SplitInfo;
}

/** What goes into the bundle of a model of rows, which has no candidates to recommend. */
export interface ModelContents extends CommonContents {
  /** By names of the model's choice. */
  readonly towers: Readonly<Record<string, Tower>>;
}

/** What goes into a bundle. */
export interface BundleContents extends CommonContents {
  readonly towers: Towers;
  /** Default: none. */
  readonly heads?: Heads;
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The column that identifies who asks; `null` where there is none. */
  readonly queryKey: string | null;
  /**
   * One row an item, every column of it kept: the candidate tower's inputs, the item key, titles, and
   * `train_count`, which queries are answered by when nothing about them is known.
   */
  readonly candidates: TableLike;
  /**
   * The rows behind the model, every column kept: query-tower inputs and item key at least. Without
   * them nobody can leave out seen items or evaluate again from the bundle alone.
   */
  readonly interactions?: { readonly train: TableLike; readonly test?: TableLike };
  /** An exact index of the candidates, where there is one. Default: it is made anew on loading. */
  readonly index?: Index;
}
