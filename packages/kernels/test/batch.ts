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
 * of weights, probabilities and temperatures. Dot products are within ±`largestProduct`.
 */
export function anyBatch({ largestProduct }: { largestProduct: number }): fc.Arbitrary<Batch> {
  return fc
    .record({
      dim: fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 33),
      numQueries: fc.integer({ min: 1, max: 7 }),
      numCandidates: fc.integer({ min: 1, max: 11 }),
      usesWeights: fc.boolean(),
      usesProbabilities: fc.boolean(),
    })
    .chain(({ dim, numQueries, numCandidates, usesWeights, usesProbabilities }) => {
      const size = Math.sqrt(largestProduct / dim);
      const embedding = fc
        .array(thousandths(-1, 1), { minLength: dim, maxLength: dim })
        .map((values) => Float32Array.from(values, (value) => value * size));
      const row = fc.record({
        query: fc.nat(numQueries - 1),
        candidate: fc.nat(numCandidates - 1),
        weight: usesWeights ? thousandths(0, 5) : fc.constant(1),
        samplingProbability: usesProbabilities ? thousandths(0.001, 1) : fc.constant(1),
      });
      return fc.record({
        dim: fc.constant(dim),
        temperature: fc.constantFrom(1, 0.5, 0.1, 3),
        queries: fc.array(embedding, { minLength: numQueries, maxLength: numQueries }),
        candidates: fc.array(embedding, { minLength: numCandidates, maxLength: numCandidates }),
        itemIds: fc.array(fc.integer({ min: -3, max: 3 }), {
          minLength: numCandidates,
          maxLength: numCandidates,
        }),
        rows: fc.array(row, { minLength: 1, maxLength: 24 }),
        removeAccidentalHits: fc.boolean(),
      });
    });
}

/** The kernel's input, in plain arrays. */
export interface DistinctBatch {
  queries: number[];
  candidates: number[];
  dim: number;
  columnWeights: number[];
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

export interface PlainResult {
  loss: number;
  queryGradients: Float64Array;
  candidateGradients: Float64Array;
}

/**
 * Loss and gradients straight from the definition: for each row a softmax over the columns of the whole
 * batch, in float64, O(batch²). The `+ log p` of each row is left out, as it is by the kernel.
 */
export function plainSoftmax(batch: Batch): PlainResult {
  const { dim, temperature, queries, candidates, itemIds, rows } = batch;
  const result: PlainResult = {
    loss: 0,
    queryGradients: new Float64Array(queries.length * dim),
    candidateGradients: new Float64Array(candidates.length * dim),
  };
  for (const row of rows) {
    const query = queries[row.query];
    const scoreOf = (column: BatchRow) =>
      candidates[column.candidate].reduce((sum, value, d) => sum + value * query[d], 0) /
      temperature;
    const columns = rows.filter(
      (column) =>
        column === row ||
        !batch.removeAccidentalHits ||
        itemIds[column.candidate] !== itemIds[row.candidate],
    );
    const logits = columns.map((column) => scoreOf(column) - Math.log(column.samplingProbability));
    const greatest = Math.max(...logits);
    const exponentials = logits.map((logit) => Math.exp(logit - greatest));
    const z = exponentials.reduce((sum, value) => sum + value, 0);
    result.loss += row.weight * (Math.log(z) + greatest - scoreOf(row));
    for (const [j, column] of columns.entries()) {
      const label = column === row ? 1 : 0;
      const gradient = (row.weight * (exponentials[j] / z - label)) / temperature;
      for (let d = 0; d < dim; d++) {
        const c = column.candidate;
        result.queryGradients[row.query * dim + d] += gradient * candidates[c][d];
        result.candidateGradients[c * dim + d] += gradient * query[d];
      }
    }
  }
  return result;
}

/**
 * The greatest a gradient of the batch could be. Terms of this size may cancel to almost nothing, and
 * then a few of their last digits are what a sum of them can be trusted to.
 */
export function largestPossibleGradient(batch: Batch): number {
  const weight = batch.rows.reduce((sum, row) => sum + row.weight, 0);
  const largest = Math.max(
    ...[...batch.queries, ...batch.candidates].flatMap((v) => [...v.map(Math.abs)]),
  );
  return (weight * largest) / batch.temperature;
}
