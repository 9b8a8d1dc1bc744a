import type { Runtime } from "@towerkit/kernels";

/** What scores are made of. */
export interface ScoredEmbeddings {
  /** `[queries, heads, dim]` */
  readonly queries: Float32Array;
  /** `[candidates, dim]` */
  readonly candidates: Float32Array;
  readonly dim: number;
  readonly heads: number;
  readonly temperature: number;
}

export interface EmbeddingGradients {
  /** `[queries, heads, dim]`, overwritten. */
  readonly queryGradients: Float32Array;
  /** `[candidates, dim]`, overwritten. */
  readonly candidateGradients: Float32Array;
}

/** One query's scores, `[candidates]`, and the place for the loss's derivative by each, zeros at first. */
export interface QueryScores {
  readonly query: number;
  readonly scores: Float32Array;
  readonly gradients: Float32Array;
}

/** How many scores are held at once. */
const LARGEST_BLOCK = 1 << 20;

/**
 * Sums a loss over the queries and takes its gradients back to the embeddings: scores of a block of
 * queries at a time, what `addQuery` derives from them, and two products back. A score is the greatest
 * dot product among the query's heads ÷ temperature, and its gradient goes to that head, of equal ones
 * the first. Memory grows with the candidates, never with queries × candidates.
 */
export function sumOverQueries(
  embeddings: ScoredEmbeddings,
  { queryGradients, candidateGradients }: EmbeddingGradients,
  { runtime, addQuery }: { readonly runtime: Runtime; addQuery(of: QueryScores): number },
): number {
  const { queries, candidates, dim, heads } = embeddings;
  const columns = candidates.length / dim;
  const numQueries = queries.length / (dim * heads);
  const blockSize = Math.max(
    1,
    Math.min(numQueries, Math.floor(LARGEST_BLOCK / (heads * Math.max(1, columns)))),
  );
  const products = new Float32Array(blockSize * heads * columns);
  const gradients = new Float32Array(products.length);
  const part = new Float32Array(candidates.length);
  const best = bestHeads(heads, columns);
  const factor = Math.fround(1 / embeddings.temperature);
  candidateGradients.fill(0);
  let sum = 0;
  for (let first = 0; first < numQueries; first += blockSize) {
    const size = Math.min(blockSize, numQueries - first);
    const rows = size * heads;
    const range = [first * heads * dim, (first + size) * heads * dim] as const;
    const block = queries.subarray(...range);
    const blockProducts = products.subarray(0, rows * columns);
    const blockGradients = gradients.subarray(0, rows * columns).fill(0);
    runtime.matrixProduct({
      left: block,
      right: candidates,
      rows,
      inner: dim,
      columns,
      transposed: "right",
      out: blockProducts,
    });
    scaleBy(blockProducts, factor);
    for (let q = 0; q < size; q++) {
      const [from, to] = [q * heads * columns, (q + 1) * heads * columns];
      const ofHeads = blockProducts.subarray(from, to);
      const toHeads = blockGradients.subarray(from, to);
      sum += addBest(best, { query: first + q, scores: ofHeads, gradients: toHeads }, addQuery);
    }
    scaleBy(blockGradients, factor);
    runtime.matrixProduct({
      left: blockGradients,
      right: candidates,
      rows,
      inner: columns,
      columns: dim,
      out: queryGradients.subarray(...range),
    });
    runtime.matrixProduct({
      left: blockGradients,
      right: block,
      rows: columns,
      inner: rows,
      columns: dim,
      transposed: "left",
      out: part,
    });
    for (let i = 0; i < part.length; i++) candidateGradients[i] += part[i];
  }
  return sum;
}

function scaleBy(values: Float32Array, factor: number): void {
  if (factor === 1) return;
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}

/** Working memory, `[columns]` each: the greatest score of a query's heads, which head, and its gradient. */
interface BestHeads {
  readonly heads: number;
  readonly scores: Float32Array;
  readonly gradients: Float32Array;
  readonly headOf: Int32Array;
}

function bestHeads(heads: number, columns: number): BestHeads {
  const length = heads === 1 ? 0 : columns;
  return {
    heads,
    scores: new Float32Array(length),
    gradients: new Float32Array(length),
    headOf: new Int32Array(length),
  };
}

/** Lets `addQuery` see the best head's scores only, and hands the gradients on to those heads. */
function addBest(
  { heads, scores, gradients, headOf }: BestHeads,
  ofHeads: QueryScores,
  addQuery: (of: QueryScores) => number,
): number {
  if (heads === 1) return addQuery(ofHeads);
  const columns = scores.length;
  scores.fill(-Infinity);
  for (let head = 0; head < heads; head++) {
    for (let c = 0; c < columns; c++) {
      const score = ofHeads.scores[head * columns + c];
      if (score <= scores[c]) continue;
      scores[c] = score;
      headOf[c] = head;
    }
  }
  const loss = addQuery({ query: ofHeads.query, scores, gradients: gradients.fill(0) });
  for (let c = 0; c < columns; c++) ofHeads.gradients[headOf[c] * columns + c] = gradients[c];
  return loss;
}
