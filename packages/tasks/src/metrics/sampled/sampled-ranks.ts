import { createGenerator } from "@towerkit/core";
import type { ScoredBlock } from "../ranks/rank-rows.js";
import { type Grouping, membersOf } from "../table/grouping.js";
import type { Ties } from "../types.js";
import { distinctDrawer } from "./draw-distinct.js";

/** The rows to rank among sampled negatives. */
export interface SampledRows {
  /** How many negatives each row gets. */
  readonly count: number;
  readonly seed: number;
  readonly ties: Ties;
  readonly numCandidates: number;
  /** `[rows]`; -1 for an item that the catalogue lacks. */
  readonly candidateOfRow: Int32Array;
  readonly userOfRow: Int32Array;
  readonly rowsOfUser: Grouping;
  readonly rowsOfQuery: Grouping;
}

/** Ranks among sampled negatives, filled block by block. */
export interface SampledRanks {
  readonly visit: (block: ScoredBlock) => void;
  /** `[rows]`, -1 for an item that the catalogue lacks. */
  readonly ranks: Int32Array;
  /** `[rows]`: how many negatives there were: fewer than asked for where the catalogue has no more. */
  readonly negativesOfRow: Int32Array;
}

/**
 * Ranks each row's item among so many other candidates only, drawn evenly and without repeats from those
 * that are neither excluded in the row nor items of its user. What is drawn depends on the seed and on the
 * row's number alone, so that every scorer meets the same negatives.
 */
export function sampledRanks(rows: SampledRows): SampledRanks {
  const { count, seed, ties, numCandidates, candidateOfRow, userOfRow } = rows;
  const ranks = new Int32Array(candidateOfRow.length).fill(-1);
  const negativesOfRow = new Int32Array(candidateOfRow.length);
  const eligible = eligibleFinder(rows);
  const draw = distinctDrawer(numCandidates);
  return {
    ranks,
    negativesOfRow,
    visit: (block) => {
      const queries = block.scores.length / numCandidates;
      for (let query = 0; query < queries; query++) {
        const scores = block.scores.subarray(query * numCandidates, (query + 1) * numCandidates);
        for (const row of membersOf(rows.rowsOfQuery, block.firstQuery + query)) {
          const negatives = eligible(userOfRow[row], block, query);
          const generator = createGenerator(seed, "sampled negatives", row);
          const drawn = draw(generator, negatives.length, count);
          negativesOfRow[row] = drawn.length;
          const own = candidateOfRow[row];
          if (own < 0) continue;
          let ahead = 0;
          for (let i = 0; i < drawn.length; i++) {
            const other = negatives[drawn[i]];
            const isAhead =
              scores[other] > scores[own] ||
              (ties === "index" && scores[other] === scores[own] && other < own);
            if (isAhead) ahead++;
          }
          ranks[row] = ahead;
        }
      }
    },
  };
}

/** Finds the candidates that may be drawn for a user and a query; asked for the same again, it remembers. */
function eligibleFinder({ numCandidates, candidateOfRow, rowsOfUser }: SampledRows) {
  const ruledOutBy = new Int32Array(numCandidates);
  const eligible = new Int32Array(numCandidates);
  let [lastUser, lastQuery, asked, length] = [-1, -1, 0, 0];
  return (user: number, block: ScoredBlock, query: number): Int32Array => {
    if (user !== lastUser || block.firstQuery + query !== lastQuery) {
      [lastUser, lastQuery] = [user, block.firstQuery + query];
      asked++;
      for (const row of membersOf(rowsOfUser, user)) {
        if (candidateOfRow[row] >= 0) ruledOutBy[candidateOfRow[row]] = asked;
      }
      const { excluded, excludedOffsets } = block;
      if (excluded !== undefined && excludedOffsets !== undefined) {
        for (let i = excludedOffsets[query]; i < excludedOffsets[query + 1]; i++) {
          ruledOutBy[excluded[i]] = asked;
        }
      }
      length = 0;
      for (let candidate = 0; candidate < numCandidates; candidate++) {
        if (ruledOutBy[candidate] !== asked) eligible[length++] = candidate;
      }
    }
    return eligible.subarray(0, length);
  };
}
