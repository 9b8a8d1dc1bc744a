import type { Query } from "./query-encoder.js";

/** What a scorer's scores are dot products of. */
export interface ScorerVectors {
  readonly dim: number;
  /** `[numCandidates, dim]` */
  readonly candidates: Float32Array;
  /** Embeds queries: `[queries.length, dim]`. */
  embed(queries: readonly Query[]): Promise<Float32Array>;
}

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
  /**
   * Given by a scorer whose scores are those that the runtime's `scores` finds for these vectors, bit for
   * bit: ranks can then be counted where scores are made, which takes neither copies nor memory.
   */
  readonly vectors?: ScorerVectors;
}
