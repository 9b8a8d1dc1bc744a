/** Which rows are in which bag: the words of a title, the films that a user has seen. */
export interface BagsInput {
  readonly dim: number;
  /**
   * `[bags + 1]`: bag `b` holds the entries from `offsets[b]` to before `offsets[b + 1]`. A bag may hold
   * none.
   */
  readonly offsets: Int32Array;
  /**
   * `"sum"`: a bag is the sum of weight × row over its entries; `"mean"`: that, divided by the sum of
   * its weights, so without weights by the number of its entries.
   */
  readonly combiner: "sum" | "mean";
  /** `[entries]`; with `"mean"` none below 0. Default: 1 for each. */
  readonly weights?: Float32Array;
}

export interface EmbeddingBagsInput extends BagsInput {
  /** `[tableRows, dim]` */
  readonly table: Float32Array;
  /** `[entries]`: table rows, with or without repeats. */
  readonly ids: Int32Array;
  /** `[bags, dim]`; zeros where a bag is empty, or is a mean whose weights are all 0. */
  readonly out: Float32Array;
}

export interface AccumulateBagsInput extends BagsInput {
  /** `[bags, dim]` */
  readonly gradients: Float32Array;
  /** `[entries]`: where in `out` the gradient of each entry's row goes, with or without repeats. */
  readonly slots: Int32Array;
  /** `[slots there are, dim]`, added to. */
  readonly out: Float32Array;
}
