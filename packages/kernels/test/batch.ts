import fc from "fast-check";

/** A batch as a user knows it: one row after another, repeats and all. */
export interface Batch {
  readonly dim: number;
  readonly temperature: number;
  /** Embeddings, by number. A batch need not use all of them. */
  readonly queries: readonly Float32Array[];
  readonly candidates: readonly Float32Array[];
  /** By candidate: equal ids are one item. */
  readonly itemIds: readonly number[];
  readonly rows: readonly BatchRow[];
  readonly removeAccidentalHits: boolean;
  /** By query: ids of items that are no negatives for it. */
  readonly forbidden?: readonly (readonly number[])[];
  /** How many negatives a row stands against. */
  readonly hardNegatives?: number;
}

export interface BatchRow {
  readonly query: number;
  readonly candidate: number;
  readonly weight: number;
  readonly samplingProbability: number;
}

const thousandths = (least: number, most: number) =>
  fc.integer({ min: least * 1000, max: most * 1000 }).map((n) => Math.fround(n / 1000));

/**
 * Batches with repeated queries, candidates and pairs, several candidates of one item, and any mixture
 * of weights, probabilities, temperatures, and ways to leave columns out. Dot products are within
 * ±`largestProduct`.
 */
export function anyBatch({ largestProduct }: { largestProduct: number }): fc.Arbitrary<Batch> {
  return fc
    .record({
      dim: fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 33),
      numQueries: fc.integer({ min: 1, max: 7 }),
      numCandidates: fc.integer({ min: 1, max: 11 }),
      usesWeights: fc.boolean(),
      probabilities: fc.constantFrom("none", "by candidate", "by row"),
    })
    .chain(({ dim, numQueries, numCandidates, usesWeights, probabilities }) => {
      const size = Math.sqrt(largestProduct / dim);
      const embedding = fc
        .array(thousandths(-1, 1), { minLength: dim, maxLength: dim })
        .map((values) => Float32Array.from(values, (value) => value * size));
      const row = fc.record({
        query: fc.nat(numQueries - 1),
        candidate: fc.nat(numCandidates - 1),
        weight: usesWeights ? thousandths(0, 5) : fc.constant(1),
        samplingProbability: probabilities === "none" ? fc.constant(1) : thousandths(0.001, 1),
      });
      const ids = fc.integer({ min: -3, max: 3 });
      const batch = fc.record({
        dim: fc.constant(dim),
        temperature: fc.constantFrom(1, 0.5, 0.1, 3),
        queries: fc.array(embedding, { minLength: numQueries, maxLength: numQueries }),
        candidates: fc.array(embedding, { minLength: numCandidates, maxLength: numCandidates }),
        itemIds: fc.array(ids, { minLength: numCandidates, maxLength: numCandidates }),
        rows: fc.array(row, { minLength: 1, maxLength: 24 }),
        removeAccidentalHits: fc.boolean(),
        forbidden: fc.option(
          fc.array(fc.array(ids, { maxLength: 3 }), {
            minLength: numQueries,
            maxLength: numQueries,
          }),
          { nil: undefined },
        ),
        hardNegatives: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      });
      return batch.map(({ forbidden, hardNegatives, rows, ...rest }) => ({
        ...rest,
        rows:
          probabilities === "by candidate" || hardNegatives !== undefined
            ? withProbabilitiesByCandidate(rows)
            : rows,
        ...(forbidden && { forbidden }),
        ...(hardNegatives && { hardNegatives }),
      }));
    });
}

/** Gives all rows of a candidate the probability of the first. */
function withProbabilitiesByCandidate(rows: readonly BatchRow[]): BatchRow[] {
  return rows.map((row) => ({
    ...row,
    samplingProbability: (rows.find(({ candidate }) => candidate === row.candidate) ?? row)
      .samplingProbability,
  }));
}

/** The kernel's input, in plain arrays. */
export interface DistinctBatch {
  queries: number[];
  candidates: number[];
  dim: number;
  columnWeights: number[];
  columnCounts: number[];
  positiveOffsets: number[];
  positiveCandidates: number[];
  positiveWeights: number[];
  itemIds: readonly number[];
  positiveInverseProbabilities: number[];
}

/** Rows to distinct (query, candidate, probability) triples, by query. */
export function distinctBatch(batch: Batch): DistinctBatch {
  const distinct: DistinctBatch = {
    queries: batch.queries.flatMap((embedding) => [...embedding]),
    candidates: batch.candidates.flatMap((embedding) => [...embedding]),
    dim: batch.dim,
    columnWeights: batch.candidates.map((_, c) =>
      batch.rows
        .filter((row) => row.candidate === c)
        .reduce((sum, row) => sum + 1 / row.samplingProbability, 0),
    ),
    columnCounts: batch.candidates.map(
      (_, c) => batch.rows.filter((row) => row.candidate === c).length,
    ),
    positiveOffsets: [0],
    positiveCandidates: [],
    positiveWeights: [],
    itemIds: batch.itemIds,
    positiveInverseProbabilities: [],
  };
  for (const query of batch.queries.keys()) {
    const triples = new Map<string, BatchRow>();
    for (const row of batch.rows.filter((each) => each.query === query)) {
      const key = `${row.candidate}/${row.samplingProbability}`;
      const weight = row.weight + (triples.get(key)?.weight ?? 0);
      triples.set(key, { ...row, weight });
    }
    for (const triple of triples.values()) {
      distinct.positiveCandidates.push(triple.candidate);
      distinct.positiveWeights.push(triple.weight);
      distinct.positiveInverseProbabilities.push(1 / triple.samplingProbability);
    }
    distinct.positiveOffsets.push(distinct.positiveCandidates.length);
  }
  return distinct;
}
