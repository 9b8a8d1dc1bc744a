import { ConfigError, checkIndices, checkInteger, checkLength, checkOneOf } from "@towerkit/core";
import type { RankedRows, Runtime } from "@towerkit/kernels";
import { checkIndicesOrMissing, checkOffsets } from "../table/checks.js";
import { shiftedOffsets } from "../table/grouping.js";
import type { Ties } from "../types.js";

/** What scores are dot products of. */
export interface VectorBlocks {
  readonly dim: number;
  /** `[numCandidates, dim]` */
  readonly candidates: Float32Array;
  /** The vectors of `count` queries from `firstQuery` on. Called in rising order. */
  embedBlock(firstQuery: number, count: number): Promise<Float32Array>;
}

/** The scores of neighbouring queries, and what was ranked by them. */
export interface ScoredBlock extends Omit<RankedRows, "ranks" | "ties"> {
  readonly firstQuery: number;
  /** `[block, numCandidates]`, valid until the next block. */
  readonly scores: Float32Array;
}

/** The rows to rank, and where their scores come from. */
export interface RankRowsInput {
  /** How many rows of scores there are. */
  readonly numQueries: number;
  readonly numCandidates: number;
  /**
   * Fills `out`, `[block, numCandidates]`, with the scores of `block` queries from `firstQuery` on,
   * `block` being `out.length / numCandidates`. Called in rising order.
   */
  scoreBlock(firstQuery: number, out: Float32Array): void | Promise<void>;
  /** Used in its place where scores are dot products, as no scores need to be handed round then. */
  readonly vectors?: VectorBlocks | undefined;
  /** `[numQueries + 1]`: where each query's positives start. */
  readonly positiveOffsets: Int32Array;
  /** Candidate indices, -1 for an item that the catalogue lacks. */
  readonly positives: Int32Array;
  /** `[lists + 1]`: where each list of excluded candidates starts. Goes with `excluded`. */
  readonly excludedOffsets?: Int32Array;
  /** Candidate indices. */
  readonly excluded?: Int32Array;
  /** `[numQueries]`: which list is a query's, -1 for none. Default: list q is query q's. */
  readonly excludedListOfQuery?: Int32Array;
  /** Default `"index"`. */
  readonly ties?: Ties;
  /** Is shown each block of scores, all of them finite, once it is ranked; `vectors` are not used then. */
  readonly visit?: ((block: ScoredBlock) => void) | undefined;
  readonly runtime: Runtime;
}

/** Scores, or vectors, are held for as many queries at a time as fit into this many numbers (8 MiB). */
const NUMBERS_AT_A_TIME = 2 ** 21;

/**
 * Finds the exact rank of every positive among all candidates, a block of queries at a time.
 *
 * A rank is the number of candidates with a higher score, plus those of equal score that come
 * earlier (`ties: "index"`). Every score comes from the same row, so that an item is never compared
 * with a differently rounded score of its own. Excluded candidates do not count; a positive is never
 * excluded for itself.
 *
 * @returns `[positives]`, counted from 0; -1 where the positive is -1.
 * @throws ConfigError for lengths that disagree or indices out of range, NumericError for a score
 * that is not a number.
 */
export async function rankRows(input: RankRowsInput): Promise<Int32Array> {
  const { numQueries, numCandidates, positiveOffsets, positives } = input;
  const vectors = input.visit === undefined ? input.vectors : undefined;
  const ties = checkOneOf("ties", input.ties ?? "index", ["index", "optimistic"]);
  const exclusions = checkRows(input);
  const ranks = new Int32Array(positives.length);
  const fitting = Math.floor(NUMBERS_AT_A_TIME / (vectors?.dim ?? numCandidates));
  const block = Math.min(numQueries, Math.max(1, fitting));
  const rank = vectors === undefined ? scoreRanker(input, block) : vectorRanker(input, vectors);
  for (let first = 0; first < numQueries; first += block) {
    const end = Math.min(first + block, numQueries);
    const from = positiveOffsets[first] as number;
    const to = positiveOffsets[end] as number;
    await rank(first, end, {
      positiveOffsets: shiftedOffsets(positiveOffsets, first, end),
      positives: positives.subarray(from, to),
      ...(exclusions && excludedOfBlock(exclusions, first, end)),
      ties,
      ranks: ranks.subarray(from, to),
    });
  }
  return ranks;
}

/** Ranks what belongs to queries `first … end`. */
type BlockRanker = (first: number, end: number, rows: RankedRows) => Promise<void>;

function scoreRanker(input: RankRowsInput, block: number): BlockRanker {
  const { numCandidates, runtime } = input;
  const scores = new Float32Array(block * numCandidates);
  return async (first, end, rows) => {
    const blockScores = scores.subarray(0, (end - first) * numCandidates);
    await input.scoreBlock(first, blockScores);
    runtime.countRanks({ scores: blockScores, numCandidates, ...rows });
    input.visit?.({ firstQuery: first, scores: blockScores, ...rows });
  };
}

function vectorRanker({ runtime }: RankRowsInput, vectors: VectorBlocks): BlockRanker {
  const { dim, candidates } = vectors;
  return async (first, end, rows) => {
    const queries = await vectors.embedBlock(first, end - first);
    runtime.rankScores({ queries, candidates, dim, ...rows });
  };
}

interface ExcludedLists {
  readonly offsets: Int32Array;
  readonly excluded: Int32Array;
  readonly listOfQuery: Int32Array | undefined;
}

function checkRows(input: RankRowsInput): ExcludedLists | undefined {
  const numQueries = checkInteger("numQueries", input.numQueries, 0);
  const numCandidates = checkInteger("numCandidates", input.numCandidates, 1);
  checkOffsets("positiveOffsets", input.positiveOffsets, numQueries, input.positives.length);
  checkIndicesOrMissing("positives", input.positives, numCandidates);
  const { excludedOffsets: offsets, excluded, excludedListOfQuery: listOfQuery } = input;
  if (offsets === undefined && excluded === undefined && listOfQuery === undefined)
    return undefined;
  if (offsets === undefined || excluded === undefined) {
    throw new ConfigError("excludedOffsets and excluded go together; one of them is missing.");
  }
  const lists = listOfQuery === undefined ? numQueries : offsets.length - 1;
  checkOffsets("excludedOffsets", offsets, lists, excluded.length);
  checkIndices("excluded", excluded, numCandidates);
  if (listOfQuery !== undefined) {
    checkLength("excludedListOfQuery", listOfQuery, numQueries);
    checkIndicesOrMissing("excludedListOfQuery", listOfQuery, lists);
  }
  return { offsets, excluded, listOfQuery };
}

/** The excluded candidates of queries `first … end`, one list a query. */
function excludedOfBlock(lists: ExcludedLists, first: number, end: number) {
  const { offsets, excluded, listOfQuery } = lists;
  if (listOfQuery === undefined) {
    return {
      excludedOffsets: shiftedOffsets(offsets, first, end),
      excluded: excluded.subarray(offsets[first], offsets[end]),
    };
  }
  const excludedOffsets = new Int32Array(end - first + 1);
  for (let query = first; query < end; query++) {
    const list = listOfQuery[query] as number;
    const length = list < 0 ? 0 : (offsets[list + 1] as number) - (offsets[list] as number);
    excludedOffsets[query - first + 1] = (excludedOffsets[query - first] as number) + length;
  }
  const copied = new Int32Array(excludedOffsets[end - first] as number);
  for (let query = first; query < end; query++) {
    const list = listOfQuery[query] as number;
    if (list < 0) continue;
    copied.set(excluded.subarray(offsets[list], offsets[list + 1]), excludedOffsets[query - first]);
  }
  return { excludedOffsets, excluded: copied };
}
