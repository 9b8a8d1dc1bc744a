import type { Machine } from "../../machine/machine.js";
import { LANES } from "../../machine/padded-rows.js";
import { DECLINED } from "../../runtime/kernel.js";
import { placeOf, rowsOf } from "../../runtime/resident-matrix.js";
import { partOf } from "../count-ranks/part-of.js";
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
  for (let first = 0; first < numQueries; first += step) {
    const end = Math.min(first + step, numQueries);
    if (!rankQueries(machine, input, { first, end, numCandidates })) return DECLINED;
  }
  return undefined;
}

/** @returns whether all scores were finite. */
function rankQueries(
  machine: Machine,
  input: RankScoresInput,
  { first, end, numCandidates }: { first: number; end: number; numCandidates: number },
): boolean {
  const { memory } = machine;
  const { queries, candidates, dim } = input;
  const residentAt = placeOf(candidates);
  const columns = columnsOf(numCandidates);
  const fitting = Math.max(CANDIDATE_BLOCK, Math.floor(VALUES_AT_A_TIME / dim));
  const chunk = residentAt === undefined ? Math.min(numCandidates, fitting) : numCandidates;
  const part = partOf(input, first, end);
  const at = memory.scratch({
    candidates: residentAt === undefined ? chunk * dim : 0,
    queries: (end - first) * dim,
    packed: Math.ceil(chunk / CANDIDATE_BLOCK) * LANES * dim,
    scores: (end - first) * columns,
    ...rankingWords(part, numCandidates),
  });
  memory.floats(at.queries, (end - first) * dim).set(queries.subarray(first * dim, end * dim));
  for (let c = 0; c < numCandidates; c += chunk) {
    const count = Math.min(chunk, numCandidates - c);
    if (residentAt === undefined) {
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
  return rankOnMachine(machine, part, input, { ...at, numCandidates, checksScores: true });
}
