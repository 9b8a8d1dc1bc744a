const { fround } = Math;

/** What choosing the hardest columns of a row reads, and where it puts them. */
export interface HardestColumns {
  readonly columnCounts: Int32Array;
  /** `[numCandidates]`: log(1 / p) of each candidate's columns, float32. */
  readonly logInverses: Float32Array;
  /** `[numCandidates]`: score − log p, −infinity for a candidate without columns. */
  readonly logits: Float32Array;
  /** `[numCandidates]`: the candidates chosen, hardest first. */
  readonly hardest: Int32Array;
}

/** Writes the corrected logits of one row: float32, −infinity where the weight is 0. */
export function correctScores(
  { logInverses, logits }: HardestColumns,
  { scores, weights, start }: { scores: Float32Array; weights: Float32Array; start: number },
): void {
  for (let c = 0; c < weights.length; c++) {
    logits[c] = weights[c] === 0 ? -Infinity : fround(scores[start + c] + logInverses[c]);
  }
}

/**
 * Finds the candidates of the hardest columns, in order: the fewest that have `numColumns` columns
 * together, or all there are. Equal logits are in the order of the candidates.
 *
 * One pass over the candidates, with those found so far in a heap whose root is the least hard.
 *
 * @returns how many candidates.
 */
export function chooseHardest(
  columns: HardestColumns,
  { numCandidates, numColumns }: { numCandidates: number; numColumns: number },
): number {
  const { columnCounts, logits, hardest } = columns;
  let size = 0;
  let held = 0;
  for (let c = 0; c < numCandidates; c++) {
    // A later candidate is harder than the root only by a higher logit.
    if (logits[c] <= (held < numColumns ? -Infinity : logits[hardest[0]])) continue;
    held += columnCounts[c];
    rise(columns, { candidate: c, from: size });
    size += 1;
    while (held - columnCounts[hardest[0]] >= numColumns) {
      held -= columnCounts[hardest[0]];
      size -= 1;
      sink(columns, { candidate: hardest[size], size });
    }
  }
  for (let last = size - 1; last > 0; last--) {
    const leastHard = hardest[0];
    sink(columns, { candidate: hardest[last], size: last });
    hardest[last] = leastHard;
  }
  return size;
}

function isHarder(logits: Float32Array, a: number, b: number): boolean {
  return logits[a] > logits[b] || (logits[a] === logits[b] && a < b);
}

/** Puts a candidate into the heap at its end, and lets it rise to its place. */
function rise(
  { logits, hardest }: HardestColumns,
  { candidate, from }: { candidate: number; from: number },
): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isHarder(logits, hardest[parent], candidate)) break;
    hardest[at] = hardest[parent];
    at = parent;
  }
  hardest[at] = candidate;
}

/** Puts a candidate into a heap of `size` in place of the root, and lets it sink to its place. */
function sink(
  { logits, hardest }: HardestColumns,
  { candidate, size }: { candidate: number; size: number },
): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && isHarder(logits, hardest[child], hardest[child + 1])) child += 1;
    if (!isHarder(logits, candidate, hardest[child])) break;
    hardest[at] = hardest[child];
    at = child;
  }
  hardest[at] = candidate;
}
