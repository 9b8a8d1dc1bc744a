import type { Machine } from "../../machine/machine.js";
import { LANES } from "../../machine/padded-rows.js";
import { DECLINED } from "../../runtime/kernel.js";
import { type Exclusions, exclusionsOf } from "./exclusions.js";
import type { BestOfQueries } from "./input.js";
import { blocksOf, type Shape, shapeOf } from "./shape.js";

/** How many scores a block holds: `SCORES` of assembly/kernels/top-k-scores. */
const SCORES_OF_BLOCK = 4096;

/** Some vectors, from `first` to before `end`, and where there is room for them. */
interface Room {
  readonly at: number;
  readonly first: number;
  readonly end: number;
}

/** What is scored: vectors of one kind or another, and how they get into the machine's memory. */
export interface ScoredVectors {
  readonly numQueries: number;
  readonly numCandidates: number;
  readonly dim: number;
  /** How many words of four bytes a query takes. */
  readonly queryWords: number;
  /** Copies queries in; the scales of int8 queries lie where it says. */
  writeQueries(room: Room): { readonly scales: number };
  /** How many bytes of room so many candidates need: 0 if they lie in the machine's memory. */
  candidateBytes(count: number): number;
  /** Copies candidates in if they have to be, and says where they lie, and int8's scales. */
  placeCandidates(room: Room): { readonly rows: number; readonly scales: number };
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
  const shape = shapeOf({ ...vectors, k: best.k, candidateBytes: vectors.candidateBytes(1) });
  for (let first = 0; first < numQueries; first += shape.queries) {
    const end = Math.min(first + shape.queries, numQueries);
    const part = { shape, first, end, exclusions: exclusionsOf(best, first, end) };
    const at = enter(machine, vectors, part);
    if (!scoreAndSelect(machine, vectors, part, at)) return DECLINED;
    merge(machine, part, at);
    copyOut(machine, best, part, at);
  }
  return undefined;
}

/** Some of the queries. */
interface Part {
  readonly shape: Shape;
  readonly first: number;
  readonly end: number;
  readonly exclusions: Exclusions;
}

type Places = ReturnType<typeof enter>;

/** Makes room, and empties the lists. */
function enter(machine: Machine, vectors: ScoredVectors, { shape, first, end, exclusions }: Part) {
  const { memory } = machine;
  const { spans, most, k } = shape;
  const numQueries = end - first;
  const blocks = blocksOf(shape, numQueries);
  const at = memory.scratch({
    candidates: Math.ceil(vectors.candidateBytes(shape.candidates) / 4),
    queries: numQueries * vectors.queryWords,
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
  { shape, first, end }: Part,
  at: Places,
): boolean {
  const { numCandidates, dim } = vectors;
  const numQueries = end - first;
  const queryScales = vectors.writeQueries({ at: at.queries, first, end }).scales;
  for (let c = 0; c < numCandidates; c += shape.candidates) {
    const count = Math.min(shape.candidates, numCandidates - c);
    const room = { at: at.candidates, first: c, end: c + count };
    const { rows, scales } = vectors.placeCandidates(room);
    const job = [
      at.queries,
      numQueries,
      rows,
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
      queryScales,
      scales,
    ];
    machine.run("TOP_K_SCORES", job, {
      blocks: blocksOf(shape, numQueries),
      operations: numQueries * count * dim,
    });
  }
  return machine.memory.ints(at.failed, 1)[0] === 0;
}

/** Makes one list in order of each query's lists. */
function merge(machine: Machine, { shape, first, end }: Part, at: Places): void {
  const { spans, most, k } = shape;
  const { lists, sizes, merged, indices, values, counts } = at;
  const numQueries = end - first;
  const job = [numQueries, spans, lists, sizes, most, k, merged, indices, values, counts];
  const operations = spans * numQueries * most * 4;
  machine.run("TOP_K_MERGE", job, { blocks: numQueries, operations });
}

function copyOut(
  { memory }: Machine,
  best: BestOfQueries,
  { first, end, shape }: Part,
  at: Places,
): void {
  const { k } = shape;
  best.counts.set(memory.ints(at.counts, end - first), first);
  for (let query = first; query < end; query++) {
    const from = (query - first) * k * 4;
    const count = best.counts[query];
    best.indices.set(memory.ints(at.indices + from, count), query * best.k);
    best.values.set(memory.floats(at.values + from, count), query * best.k);
  }
}
