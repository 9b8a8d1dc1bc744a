import type { Runtime } from "@towerkit/kernels";
import { bestLists } from "./lists/best-lists.js";
import { type ListMeters, listMeters } from "./lists/list-series.js";
import type { RankRowsInput, ScoredBlock } from "./ranks/rank-rows.js";
import type { Request } from "./request.js";
import { type SampledRanks, sampledRanks } from "./sampled/sampled-ranks.js";
import type { EvaluatedTable } from "./table/read-rows.js";
import type { Ties } from "./types.js";

/** What looks at the scores while they are at hand; nothing where only ranks are asked for. */
export interface Visitors {
  readonly lists: ListMeters | undefined;
  readonly sampled: SampledRanks | undefined;
  /** `[rows]`, as the groups have them: ranks among all candidates. */
  readonly ranksWithSeen: Int32Array | undefined;
  readonly visit: RankRowsInput["visit"];
}

interface VisitorOptions {
  readonly numCandidates: number;
  readonly ties: Ties;
  readonly withSeen: boolean;
  readonly trainCounts: Int32Array | undefined;
  readonly runtime: Runtime;
}

/** Makes what the request needs beside the ranks. */
export function visitorsFor(
  { measures, sampled: sampling, itemVectors }: Request,
  rows: EvaluatedTable,
  { numCandidates, ties, withSeen, trainCounts, runtime }: VisitorOptions,
): Visitors {
  const { users, groups } = rows;
  const lists =
    measures.ofLists.length === 0
      ? undefined
      : listMeters(measures.ofLists, {
          numLists: groups.queryOfGroup.length,
          numCandidates,
          trainCounts,
          itemVectors,
        });
  const sampled =
    sampling &&
    sampledRanks({
      ...sampling,
      ties,
      numCandidates,
      candidateOfRow: rows.candidateOfRow,
      userOfRow: users.codeOfRow,
      rowsOfUser: rows.rowsOfUser,
      rowsOfQuery: groups.rows,
    });
  const ranksWithSeen = withSeen ? new Int32Array(rows.numRows) : undefined;
  const visits: ((block: ScoredBlock) => void)[] = [];
  if (lists) {
    const k = Math.max(...measures.ofLists.map(({ cutoff }) => cutoff as number));
    visits.push(bestLists({ k, numCandidates, runtime }, lists.read));
  }
  if (sampled) visits.push(sampled.visit);
  if (ranksWithSeen) {
    const first = (block: ScoredBlock) => groups.rows.offsets[block.firstQuery];
    visits.push((block) => {
      const { scores, positives, positiveOffsets } = block;
      const ranks = ranksWithSeen.subarray(first(block), first(block) + positives.length);
      runtime.countRanks({ scores, numCandidates, positives, positiveOffsets, ties, ranks });
    });
  }
  const visit = (block: ScoredBlock) => {
    for (const each of visits) each(block);
  };
  return { lists, sampled, ranksWithSeen, visit: visits.length === 0 ? undefined : visit };
}
