import type { Batch, BatchRow } from "./batch.js";

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
  const { dim, temperature, queries, candidates, rows } = batch;
  const result: PlainResult = {
    loss: 0,
    queryGradients: new Float64Array(queries.length * dim),
    candidateGradients: new Float64Array(candidates.length * dim),
  };
  for (const row of rows) {
    const query = queries[row.query];
    const columns = columnsOf(batch, row);
    const logits = columns.map((column) => logitOf(batch, row, column));
    const ownScore = logitOf(batch, row, row) + Math.log(row.samplingProbability);
    const greatest = Math.max(...logits);
    const exponentials = logits.map((logit) => Math.exp(logit - greatest));
    const z = exponentials.reduce((sum, value) => sum + value, 0);
    result.loss += row.weight * (Math.log(z) + greatest - ownScore);
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

function logitOf({ queries, candidates, temperature }: Batch, row: BatchRow, column: BatchRow) {
  const query = queries[row.query];
  const product = candidates[column.candidate].reduce((sum, value, d) => sum + value * query[d], 0);
  return product / temperature - Math.log(column.samplingProbability);
}

/** The columns of a row's softmax, its own among them. */
function columnsOf(batch: Batch, row: BatchRow): BatchRow[] {
  const negatives = negativesOf(batch, row);
  if (batch.hardNegatives === undefined) return [row, ...negatives];
  return [row, ...hardestFirst(batch, row, negatives).slice(0, batch.hardNegatives)];
}

function negativesOf(batch: Batch, row: BatchRow): BatchRow[] {
  const { itemIds, rows, removeAccidentalHits, forbidden } = batch;
  return rows.filter((column) => {
    const item = itemIds[column.candidate];
    const isHit = removeAccidentalHits && item === itemIds[row.candidate];
    return column !== row && !isHit && !forbidden?.[row.query].includes(item);
  });
}

function hardestFirst(batch: Batch, row: BatchRow, columns: readonly BatchRow[]): BatchRow[] {
  const hardness = (column: BatchRow) => logitOf(batch, row, column);
  return columns.toSorted((a, b) => hardness(b) - hardness(a) || a.candidate - b.candidate);
}

/**
 * Whether rounding could not change which columns are a row's hardest: no two candidates are as close
 * as `gap` where the last one that counts is told from the first that does not.
 */
export function hasClearOrder(batch: Batch, gap: number): boolean {
  const count = batch.hardNegatives;
  if (count === undefined) return true;
  return batch.rows.every((row) => {
    const order = hardestFirst(batch, row, negativesOf(batch, row));
    const [last, next] = [order[count - 1], order[count]];
    if (last === undefined || next === undefined || last.candidate === next.candidate) return true;
    return logitOf(batch, row, last) - logitOf(batch, row, next) > gap;
  });
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
