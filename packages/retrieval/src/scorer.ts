import type { Query } from "./query-encoder.js";

/** Scores every candidate for some queries: what baselines are, and what any model can be seen as. */
export interface Scorer {
  /** How reports call it. */
  readonly name: string;
  /** The size of the catalogue that it was made for; candidate `c` is the catalogue's row `c`. */
  readonly numCandidates: number;
  /**
   * Writes the score of every candidate for every query, higher being better.
   * @param out - `[queries.length, numCandidates]`, overwritten.
   */
  scores(queries: readonly Query[], out: Float32Array): Promise<void>;
}
