import type { Machine } from "../../machine/machine.js";
import { LANES } from "../../machine/padded-rows.js";
import { DECLINED } from "../../runtime/kernel.js";
import { type Exclusions, exclusionsOf } from "./exclusions.js";
import type { BestOfQueries } from "./input.js";
import { blocksOf, type Shape, shapeOf } from "./shape.js";

/** How many scores a block holds: `SCORES` of assembly/kernels/top-k-scores. */
const SCORES_OF_BLOCK = 4096;

/** What is scored: vectors of one kind or another, and how they get into the machine's memory. */
export interface ScoredVectors {
  readonly numQueries: number;
  readonly numCandidates: number;
  readonly dim: number;
  /** How many words of four bytes a query takes. */
  readonly queryWords: number;
  writeQueries(at: number, first: number, end: number): void;
  readonly candidateBytes: number;
  /** Where the first candidate lies, if it lies in the machine's memory. */
  candidatesAt(): number | undefined;
  writeCandidates(at: number, first: number, end: number): void;
}

/** Scores block by block and keeps the best of each query; declines where a score is not finite. */
export function selectOnMachine(
  machine: Machine,
  best: BestOfQueries,
  vectors: ScoredVectors,
): undefined | typeof DECLINED {
  const { numQueries, numCandidates } = vectors;
  if (numCandidates === 0 || numQueries === 0) {
    best.counts.fill(0);
    return undefined;
  }
  const areResident = vectors.candidatesAt() !== undefined;
  const shape = shapeOf({ ...vectors, k: best.k, areResident });
  for (let first = 0; first < numQueries; first += shape.queries) {
    const end = Math.min(first + shape.queries, numQueries);
    const part = { shape, numQueries: end - first, exclusions: exclusionsOf(best, first, end) };
    const at = enter(machine, vectors, part);
    vectors.writeQueries(at.queries, first, end);
    if (!scoreAndSelect(machine, vectors, part, at)) return DECLINED;
    merge(machine, part, at);
    copyOut(machine, best, { ...part, first }, at);
  }
  return undefined;
}

/** Some of the queries. */
interface Part {
  readonly shape: Shape;
  readonly numQueries: number;
  readonly exclusions: Exclusions;
}

type Places = ReturnType<typeof enter>;

/** Makes room, and empties the lists. */
function enter(machine: Machine, vectors: ScoredVectors, part: Part) {
  const { memory } = machine;
  const { shape, numQueries, exclusions } = part;
  const { spans, most, k } = shape;
  const areResident = vectors.candidatesAt() !== undefined;
  const candidateWords = Math.ceil((shape.candidates * vectors.candidateBytes) / 4);
  const blocks = blocksOf(shape, numQueries);
  const at = memory.scratch({
    queries: numQueries * vectors.queryWords,
    candidates: areResident ? 0 : candidateWords,
    lists: 2 * spans * numQueries * most,
    sizes: spans * numQueries,
    floors: numQueries,
    excludedOffsets: numQueries + 1,
    excluded: exclusions.candidates.length,
    scores: blocks * SCORES_OF_BLOCK,
    packed: blocks * LANES * vectors.dim,
    failed: 1,
    merged: 2 * numQueries * k,
    indices: numQueries * k,
    values: numQueries * k,
    counts: numQueries,
  });
  memory.ints(at.sizes, spans * numQueries).fill(0);
  memory.floats(at.floors, numQueries).fill(-Infinity);
  memory.ints(at.excludedOffsets, numQueries + 1).set(exclusions.offsets);
  memory.ints(at.excluded, exclusions.candidates.length).set(exclusions.candidates);
  memory.ints(at.failed, 1).fill(0);
  return at;
}

/** @returns whether all scores were finite. */
function scoreAndSelect(
  machine: Machine,
  vectors: ScoredVectors,
  { shape, numQueries }: Part,
  at: Places,
): boolean {
  const { numCandidates, dim } = vectors;
  for (let c = 0; c < numCandidates; c += shape.candidates) {
    const count = Math.min(shape.candidates, numCandidates - c);
    const residentAt = vectors.candidatesAt();
    if (residentAt === undefined) vectors.writeCandidates(at.candidates, c, c + count);
    const job = [
      at.queries,
      numQueries,
      residentAt ?? at.candidates,
      count,
      dim,
      c,
      shape.span,
      at.lists,
      at.sizes,
      shape.most,
      shape.k,
      at.floors,
      at.excludedOffsets,
      at.excluded,
      at.scores,
      at.packed,
      at.failed,
    ];
    machine.run("TOP_K_SCORES", job, {
      blocks: blocksOf(shape, numQueries),
      operations: numQueries * count * dim,
    });
  }
  return machine.memory.ints(at.failed, 1)[0] === 0;
}

/** Makes one list in order of each query's lists. */
function merge(machine: Machine, { shape, numQueries }: Part, at: Places): void {
  const { spans, most, k } = shape;
  const { lists, sizes, merged, indices, values, counts } = at;
  const job = [numQueries, spans, lists, sizes, most, k, merged, indices, values, counts];
  const operations = spans * numQueries * most * 4;
  machine.run("TOP_K_MERGE", job, { blocks: numQueries, operations });
}

function copyOut(
  { memory }: Machine,
  best: BestOfQueries,
  { first, numQueries, shape }: Part & { readonly first: number },
  at: Places,
): void {
  const { k } = shape;
  const counts = memory.ints(at.counts, numQueries);
  const indices = memory.ints(at.indices, numQueries * k);
  const values = memory.floats(at.values, numQueries * k);
  for (let q = 0; q < numQueries; q++) {
    const count = counts[q];
    const to = (first + q) * best.k;
    best.counts[first + q] = count;
    best.indices.set(indices.subarray(q * k, q * k + count), to);
    best.values.set(values.subarray(q * k, q * k + count), to);
  }
}
