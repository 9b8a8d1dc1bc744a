// As assembly/kernels/top-k-scores has them.
const QUERY_GROUP = 32;
const SCAN = 16;

const MOST_QUERIES = 4 * QUERY_GROUP;
/** About so many keys are held at a time, 8 bytes each. */
const KEYS_AT_A_TIME = 1 << 20;
/** About so many bytes of candidates enter the memory at a time, where they do not lie there. */
const CANDIDATE_BYTES = 1 << 24;
/** Candidates are cut into as many spans, but not into shorter ones. */
const MOST_SPANS = 32;
const LEAST_SPAN = 2048;

/** How the selection is cut into jobs and blocks. */
export interface Shape {
  /** How many queries and candidates are scored in one job. */
  readonly queries: number;
  readonly candidates: number;
  /** How many candidates a span holds, and how many spans a job has. */
  readonly span: number;
  readonly spans: number;
  /** How many keys the list of a span has room for. */
  readonly most: number;
  /** How many are selected. */
  readonly k: number;
}

/** Cuts a selection; it depends on what there is to do alone, not on who does it. */
export function shapeOf(selection: {
  readonly numQueries: number;
  readonly numCandidates: number;
  readonly k: number;
  /** How many bytes a candidate takes that enters the memory, 0 if it lies there. */
  readonly candidateBytes: number;
}): Shape {
  const { numQueries, numCandidates, candidateBytes } = selection;
  const k = Math.min(selection.k, numCandidates);
  const fitting = Math.max(LEAST_SPAN, Math.floor(CANDIDATE_BYTES / candidateBytes));
  const candidates = candidateBytes === 0 ? numCandidates : Math.min(numCandidates, fitting);
  const spans = Math.min(MOST_SPANS, Math.ceil(candidates / LEAST_SPAN));
  const span = Math.ceil(candidates / spans / SCAN) * SCAN;
  const most = candidates === numCandidates ? Math.min(k, span) : k;
  const fittingQueries = Math.max(1, Math.floor(KEYS_AT_A_TIME / (spans * most)));
  const queries = Math.min(numQueries, MOST_QUERIES, fittingQueries);
  return { queries, candidates, span, spans, most, k };
}

/** How many blocks score so many queries. */
export function blocksOf({ spans }: Shape, queries: number): number {
  return spans * Math.ceil(queries / QUERY_GROUP);
}
