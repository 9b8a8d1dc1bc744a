import { createRuntime, type Runtime } from "@towerkit/kernels";
import { rankRows, type Ties } from "@towerkit/tasks";

/** Rows of numbers, as the cases write them. */
export type Rows = readonly (readonly number[])[];

let made: Promise<Runtime> | undefined;

/** The one runtime of these tests. */
export function runtimeForTests(): Promise<Runtime> {
  made ??= createRuntime();
  return made;
}

export function matrix(rows: Rows): { data: Float32Array; dim: number } {
  return { data: Float32Array.from(rows.flat()), dim: rows[0]?.length ?? 1 };
}

/**
 * The rank of each query's true candidate, counted from 0.
 * @param truth - the place of each query's true candidate, -1 for one that is not there.
 */
export async function ranksOf(
  queries: Rows,
  candidates: Rows,
  truth: readonly number[],
  ties: Ties = "index",
): Promise<number[]> {
  const runtime = await runtimeForTests();
  const { data, dim } = matrix(queries);
  const ranks = await rankRows({
    numQueries: queries.length,
    numCandidates: candidates.length,
    scoreBlock(first, out) {
      const count = out.length / candidates.length;
      runtime.scores({
        queries: data.slice(first * dim, (first + count) * dim),
        candidates: matrix(candidates).data,
        dim,
        out,
      });
    },
    positiveOffsets: Int32Array.from({ length: queries.length + 1 }, (_, i) => i),
    positives: Int32Array.from(truth),
    ties,
    runtime,
  });
  return Array.from(ranks);
}

/** The ranks of one item of each row of scores, counted from 0. */
export async function ranksOfScores(
  scores: Rows,
  truth: readonly number[],
  ties: Ties,
): Promise<number[]> {
  const numCandidates = scores[0]?.length ?? 0;
  const ranks = await rankRows({
    numQueries: scores.length,
    numCandidates,
    scoreBlock: (first, out) =>
      out.set(scores.slice(first, first + out.length / numCandidates).flat()),
    positiveOffsets: Int32Array.from({ length: scores.length + 1 }, (_, i) => i),
    positives: Int32Array.from(truth),
    ties,
    runtime: await runtimeForTests(),
  });
  return Array.from(ranks);
}

/** The share of rows among the k best, or that of their weights. */
export function accuracy(
  ranks: readonly number[],
  k: number,
  weights: readonly number[] = ranks.map(() => 1),
): number {
  const sum = (of: readonly number[]) => of.reduce((total, weight) => total + weight, 0);
  return sum(weights.filter((_, row) => isHit(ranks[row] as number, k))) / sum(weights);
}

const isHit = (rank: number, k: number) => rank >= 0 && rank < k;
