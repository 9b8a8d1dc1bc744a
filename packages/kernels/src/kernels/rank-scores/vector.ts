import type { Machine } from "../../machine/machine.js";
import { LANES } from "../../machine/padded-rows.js";
import { DECLINED } from "../../runtime/kernel.js";
import { placeOf, rowsOf } from "../../runtime/resident-matrix.js";
import { partOf, type RankedPart } from "../count-ranks/part-of.js";
import { columnsOf, rankingWords, rankOnMachine } from "../count-ranks/rank-on-machine.js";
import { CANDIDATE_BLOCK } from "../scores/vector.js";
import type { RankScoresInput } from "./input.js";

/** As many queries are scored at a time: enough for threads to share, few enough to stay in the cache. */
const QUERIES_AT_A_TIME = 128;
/** About so many scores are held at a time, 16 MB of them, or those of as many queries at least. */
const SCORES_AT_A_TIME = 1 << 22;
const LEAST_QUERIES = 8;
/** About so many candidates' values enter the memory at a time, where they do not lie there: 16 MB. */
const VALUES_AT_A_TIME = 1 << 22;

/** `rankScores` on the machine: scores never leave it. It declines where one is not finite. */
export function rankScoresOnMachine(
  machine: Machine,
  input: RankScoresInput,
): undefined | typeof DECLINED {
  const { queries, dim } = input;
  const numQueries = queries.length / dim;
  const numCandidates = rowsOf(input.candidates).length / dim;
  if (numCandidates === 0) {
    input.ranks.fill(-1);
    return undefined;
  }
  const fitting = Math.max(LEAST_QUERIES, Math.floor(SCORES_AT_A_TIME / columnsOf(numCandidates)));
  const step = Math.min(QUERIES_AT_A_TIME, fitting);
  const parts: QueriesPart[] = [];
  for (let first = 0; first < numQueries; first += step) {
    const end = Math.min(first + step, numQueries);
    parts.push({ first, end, ranked: partOf(input, first, end) });
  }
  const places = placesOf(machine, input, parts);
  for (const part of parts) {
    if (!rankQueries(machine, input, part, places)) return DECLINED;
  }
  return undefined;
}

/** Queries that are scored together, and what of theirs is to be ranked. */
interface QueriesPart {
  readonly first: number;
  readonly end: number;
  readonly ranked: RankedPart;
}

/** Room for any of the parts, so that candidates stay where they are from part to part. */
function placesOf(
  { memory }: Machine,
  { candidates, dim }: RankScoresInput,
  parts: readonly QueriesPart[],
) {
  const numCandidates = rowsOf(candidates).length / dim;
  const isResident = placeOf(candidates) !== undefined;
  const fitting = Math.max(CANDIDATE_BLOCK, Math.floor(VALUES_AT_A_TIME / dim));
  const chunk = isResident ? numCandidates : Math.min(numCandidates, fitting);
  // Only the last part may be smaller than the first.
  const most = parts.length === 0 ? 0 : parts[0].end - parts[0].first;
  const at = memory.scratch({
    candidates: isResident ? 0 : chunk * dim,
    queries: most * dim,
    packed: Math.ceil(chunk / CANDIDATE_BLOCK) * LANES * dim,
    scores: most * columnsOf(numCandidates),
    ...rankingWords(
      parts.map(({ ranked }) => ranked),
      numCandidates,
    ),
  });
  const stay = !isResident && chunk === numCandidates;
  if (stay) memory.floats(at.candidates, chunk * dim).set(rowsOf(candidates));
  return { ...at, numCandidates, chunk, stay };
}

/** @returns whether all scores were finite. */
function rankQueries(
  machine: Machine,
  input: RankScoresInput,
  { first, end, ranked }: QueriesPart,
  at: ReturnType<typeof placesOf>,
): boolean {
  const { memory } = machine;
  const { queries, candidates, dim } = input;
  const { numCandidates, chunk, stay } = at;
  const residentAt = placeOf(candidates);
  const columns = columnsOf(numCandidates);
  memory.floats(at.queries, (end - first) * dim).set(queries.subarray(first * dim, end * dim));
  for (let c = 0; c < numCandidates; c += chunk) {
    const count = Math.min(chunk, numCandidates - c);
    if (residentAt === undefined && !stay) {
      const rows = rowsOf(candidates).subarray(c * dim, (c + count) * dim);
      memory.floats(at.candidates, rows.length).set(rows);
    }
    const from = residentAt ?? at.candidates;
    const to = at.scores + c * 4;
    const job = [at.queries, end - first, from, count, dim, at.packed, to, columns * 4, 0];
    machine.run("SCORES", job, {
      blocks: Math.ceil(count / CANDIDATE_BLOCK),
      operations: (end - first) * count * dim,
    });
  }
  return rankOnMachine(machine, ranked, input, { ...at, checksScores: true });
}
