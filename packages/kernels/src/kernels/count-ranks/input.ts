/** What is ranked in rows of scores, and where the ranks go. */
export interface RankedRows {
  /** `[rows + 1]`: the positives of row `r` are `positiveOffsets[r] … positiveOffsets[r + 1]`. */
  readonly positiveOffsets: Int32Array;
  /** Candidate indices in any order, with or without repeats; -1 means "not in the catalogue". */
  readonly positives: Int32Array;
  /** `[rows + 1]`; goes with `excluded`. */
  readonly excludedOffsets?: Int32Array;
  /**
   * Candidates that do not count in a row, in any order, with or without repeats. A positive is never
   * excluded for itself.
   */
  readonly excluded?: Int32Array;
  /** Whether a candidate of equal score counts as ahead: `"index"`, if it comes earlier; or never. */
  readonly ties: "index" | "optimistic";
  /** `[positives]`: how many candidates are ahead, -1 where the positive is -1. */
  readonly ranks: Int32Array;
}

export interface CountRanksInput extends RankedRows {
  /** `[rows, numCandidates]` */
  readonly scores: Float32Array;
  readonly numCandidates: number;
}
