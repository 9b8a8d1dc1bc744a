import type { RetrievalBatch, RetrievalSettings } from "../src/index.js";

/** A row's own score and log(1/p), and those of each of its negatives. */
export interface PlainRow {
  readonly own: PlainColumn;
  readonly negatives: readonly PlainColumn[];
  readonly catalogueSize: number;
  /** Σ weight over the rows of its query. */
  readonly queryWeight: number;
}

interface PlainColumn {
  readonly slot: number;
  readonly score: number;
  readonly logInverse: number;
}

/** The loss of a row by its formula. */
export type PlainFormula = (row: PlainRow) => number;

interface PlainOptions {
  readonly settings: RetrievalSettings;
  /** `"batch"`: rows' columns and extra ones; `"drawn"`: extra ones; `"catalogue"`: all candidates. */
  readonly columns: "batch" | "drawn" | "catalogue";
  readonly formula: PlainFormula;
  readonly cosines?: boolean;
}

type Embeddings = { readonly queries?: ArrayLike<number>; readonly candidates?: ArrayLike<number> };

/** Σ weight × loss by definition, one column after the other and nothing merged, in float64. */
export function plainRetrieval(
  batch: RetrievalBatch,
  options: PlainOptions,
  embeddings: Embeddings = {},
): number {
  let sum = 0;
  for (let row = 0; row < batch.querySlots.length; row++) {
    const weight = batch.rowWeights?.[row] ?? 1;
    sum += weight * options.formula(plainRow(batch, options, row, embeddings));
  }
  return sum;
}

export const softmaxFormula: PlainFormula = ({ own, negatives }) => {
  const logits = [own, ...negatives].map(({ score, logInverse }) => score + logInverse);
  const largest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return largest + Math.log(total) - (logits[0] as number);
};

function plainRow(
  batch: RetrievalBatch,
  { settings, columns, cosines = false }: PlainOptions,
  row: number,
  embeddings: Embeddings,
): PlainRow {
  const numCandidates = batch.candidates.length / batch.dim;
  const extra = Array.from(batch.extraSlots ?? []);
  const rows = Array.from(batch.candidateSlots);
  const all =
    columns === "catalogue"
      ? Array.from({ length: numCandidates }, (_, c) => c)
      : columns === "batch"
        ? [...rows, ...extra]
        : extra;
  const own = batch.candidateSlots[row] as number;
  const ownColumn = columns === "batch" ? row : columns === "catalogue" ? own : -1;
  const probability = (column: number): number => {
    if (!settings.samplingCorrection) return 1;
    if (batch.pairProbability) return batch.pairProbability[row * all.length + column] as number;
    if (columns === "drawn") return extra.length / (batch.catalogueSize as number);
    return (
      column < rows.length
        ? batch.samplingProbability?.[column]
        : batch.extraProbability?.[column - rows.length]
    ) as number;
  };
  const columnOf = (slot: number, p: number): PlainColumn => ({
    slot,
    score: scoreOf(batch, embeddings, { row, slot, cosines }) / settings.temperature,
    logInverse: -Math.log(p),
  });
  const itemOf = (slot: number) => batch.itemIds?.[slot] ?? slot;
  const query = batch.querySlots[row] as number;
  const forbidden = new Set(
    batch.forbidden?.itemIds.slice(
      batch.forbidden.offsets[query],
      batch.forbidden.offsets[query + 1],
    ),
  );
  const negatives = all.flatMap((slot, column) => {
    if (column === ownColumn || forbidden.has(itemOf(slot))) return [];
    if (batch.scoreMask && batch.scoreMask[row * all.length + column] === 0) return [];
    if (settings.removeAccidentalHits && itemOf(slot) === itemOf(own)) return [];
    return [columnOf(slot, probability(column))];
  });
  if (batch.rowNegatives) {
    const { offsets, slots, probability: p } = batch.rowNegatives;
    for (let e = offsets[row] as number; e < (offsets[row + 1] as number); e++) {
      negatives.push(columnOf(slots[e] as number, p?.[e] ?? 1));
    }
  }
  negatives.sort((a, b) => b.score + b.logInverse - (a.score + a.logInverse) || a.slot - b.slot);
  return {
    own: columnOf(own, ownColumn < 0 ? 1 : probability(ownColumn)),
    negatives: negatives.slice(0, settings.hardNegatives ?? negatives.length),
    catalogueSize: batch.catalogueSize ?? Number.NaN,
    queryWeight: Array.from(batch.querySlots, (slot, other) =>
      slot === query ? (batch.rowWeights?.[other] ?? 1) : 0,
    ).reduce((a, b) => a + b, 0),
  };
}

function scoreOf(
  batch: RetrievalBatch,
  embeddings: Embeddings,
  of: { readonly row: number; readonly slot: number; readonly cosines: boolean },
): number {
  const { dim, heads = 1 } = batch;
  const queries = embeddings.queries ?? batch.queries;
  const candidates = embeddings.candidates ?? batch.candidates;
  const query = batch.querySlots[of.row] as number;
  const vector = (values: ArrayLike<number>, at: number) =>
    Array.from({ length: dim }, (_, d) => values[at * dim + d] as number);
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, d) => sum + x * (b[d] as number), 0);
  const candidate = vector(candidates, of.slot);
  return Math.max(
    ...Array.from({ length: heads }, (_, head) => {
      const one = vector(queries, query * heads + head);
      const lengths = of.cosines ? Math.sqrt(dot(one, one) * dot(candidate, candidate)) : 1;
      return dot(one, candidate) / lengths;
    }),
  );
}
