import { createRuntime } from "@towerkit/kernels";
import type { Query } from "../query-encoder.js";
import type { Scorer } from "../scorer.js";
import { errorCode, type TestTools } from "./tools.js";

/** A scorer to be tested, and what to ask it. */
export interface ScorerWanted {
  readonly scorer: Scorer;
  /** At least two queries that it can answer. */
  readonly queries: readonly Query[];
  /** Whether the first two of them have different scores. Default true. */
  readonly isPersonal?: boolean;
}

/** Makes a scorer of the kind under test. */
export type MakeScorer = () => ScorerWanted | Promise<ScorerWanted>;

/** What `scores` promises. */
export function describeScoring(make: MakeScorer, { describe, it, expect }: TestTools): void {
  describe("scoring", () => {
    it("has a name and a whole number of candidates", async () => {
      const { scorer } = await make();
      expect(typeof scorer.name === "string" && scorer.name.length > 0).toBe(true);
      expect(Number.isInteger(scorer.numCandidates) && scorer.numCandidates > 0).toBe(true);
    });

    it("writes a finite score for each query and candidate, whatever stood there", async () => {
      const { scorer, queries, isPersonal = true } = await make();
      const rows = await rowsOf(scorer, queries);
      expect(rows.flat().every(Number.isFinite)).toBe(true);
      expect(rows[0]?.join() === rows[1]?.join()).toBe(!isPersonal);
      expect(await rowsOf(scorer, queries, 7)).toEqual(rows);
    });

    it("scores a query alike alone, among others, in any order and twice", async () => {
      const { scorer, queries } = await make();
      const rows = await rowsOf(scorer, queries);
      for (const [q, query] of queries.entries()) {
        expect(await rowsOf(scorer, [query])).toEqual([rows[q]]);
      }
      expect(await rowsOf(scorer, [...queries].reverse())).toEqual([...rows].reverse());
      const [first, second] = queries as readonly [Query, Query];
      expect(await rowsOf(scorer, [second, first, second])).toEqual([rows[1], rows[0], rows[1]]);
    });

    it("keeps calls apart that are made at the same time", async () => {
      const { scorer, queries } = await make();
      const rows = await rowsOf(scorer, queries);
      const found = await Promise.all(queries.map((query) => rowsOf(scorer, [query])));
      expect(found.flat()).toEqual(rows);
    });

    it("leaves queries as they are", async () => {
      const { scorer, queries } = await make();
      const before = structuredClone(queries);
      await rowsOf(scorer, queries);
      expect(queries).toEqual(before);
    });

    it("scores no queries", async () => {
      const { scorer } = await make();
      expect(await rowsOf(scorer, [])).toEqual([]);
    });

    it("refuses an array that is not as long as its scores", async () => {
      const { scorer, queries } = await make();
      const length = queries.length * scorer.numCandidates;
      for (const wrong of [0, length - 1, length + 1]) {
        const code = await errorCode(() => scorer.scores(queries, new Float32Array(wrong)));
        expect([wrong - length, code]).toEqual([wrong - length, "ERR_CONFIG"]);
      }
    });

    it("scores with the vectors that it gives, if it does, to the bit", async () => {
      const { scorer, queries } = await make();
      const { vectors, numCandidates } = scorer;
      expect(vectors === undefined || Number.isInteger(vectors.dim)).toBe(true);
      if (vectors === undefined) return;
      const { dim, candidates, embed } = vectors;
      expect(candidates.length).toBe(numCandidates * dim);
      const embedded = await embed(queries);
      expect(embedded.length).toBe(queries.length * dim);
      const runtime = await createRuntime({ threads: 1 });
      const out = new Float32Array(queries.length * numCandidates);
      runtime.scores({ queries: embedded, candidates, dim, out });
      await runtime.close();
      expect(inRows(out, numCandidates)).toEqual(await rowsOf(scorer, queries));
    });
  });
}

/** Each query's scores, written over `before`. */
async function rowsOf(
  scorer: Scorer,
  queries: readonly Query[],
  before: number = Number.NaN,
): Promise<number[][]> {
  const out = new Float32Array(queries.length * scorer.numCandidates).fill(before);
  await scorer.scores(queries, out);
  return inRows(out, scorer.numCandidates);
}

function inRows(scores: Float32Array, width: number): number[][] {
  return Array.from({ length: scores.length / width }, (_, row) =>
    Array.from(scores.subarray(row * width, (row + 1) * width)),
  );
}
