import type { Runtime } from "@towerkit/kernels";

/** How the embeddings of a bag become one. */
export type Combiner = "mean" | "sum" | "sqrtn" | "max";

/** Bags of table rows. */
export interface TableBags {
  /** `[bags + 1]` */
  readonly offsets: Int32Array;
  /** `[entries]` */
  readonly tableRows: Int32Array;
  /** `[entries]`: how much each counts. Default: 1 each. */
  readonly weights?: Float32Array | undefined;
}

/** The embeddings of bags, and the way back. */
export interface PooledBags {
  /** `[bags, dim]`; zeros for an empty bag. */
  readonly output: Float32Array;
  /**
   * Adds what comes to each table row.
   * @param gradients - of the output: `[bags, dim]`; it may be written into.
   * @param slots - `[entries]`: the row of `out` that each entry's gradient goes to.
   */
  accumulate(gradients: Float32Array, slots: Int32Array, out: Float32Array): void;
}

export interface PoolingOptions {
  readonly table: Float32Array;
  readonly dim: number;
  readonly combiner: Combiner;
  readonly runtime: Runtime;
}

/** Combines the embeddings of each bag's rows. */
export function poolBags(bags: TableBags, options: PoolingOptions): PooledBags {
  switch (options.combiner) {
    case "mean":
    case "sum":
      return poolByKernel(bags, options.combiner, options);
    case "sqrtn":
      return poolBySquareRoot(bags, options);
    case "max":
      return poolByMaximum(bags, options);
  }
}

function poolByKernel(
  { offsets, tableRows, weights }: TableBags,
  combiner: "mean" | "sum",
  { table, dim, runtime }: PoolingOptions,
): PooledBags {
  const output = new Float32Array((offsets.length - 1) * dim);
  const shared = { dim, offsets, combiner, ...(weights && { weights }) };
  runtime.embeddingBags({ ...shared, table, ids: tableRows, out: output });
  return {
    output,
    accumulate: (gradients, slots, out) =>
      runtime.accumulateBags({ ...shared, gradients, slots, out }),
  };
}

/** A sum over the root of the sum of squared weights, so that longer bags do not weigh more. */
function poolBySquareRoot(bags: TableBags, options: PoolingOptions): PooledBags {
  const sums = poolByKernel(bags, "sum", options);
  const scales = inverseRoots(bags);
  scaleRows(sums.output, scales, options.dim);
  return {
    output: sums.output,
    accumulate(gradients, slots, out) {
      scaleRows(gradients, scales, options.dim);
      sums.accumulate(gradients, slots, out);
    },
  };
}

function inverseRoots({ offsets, weights }: TableBags): Float32Array {
  const scales = new Float32Array(offsets.length - 1);
  for (let bag = 0; bag < scales.length; bag++) {
    let squares = 0;
    for (let entry = offsets[bag]; entry < offsets[bag + 1]; entry++) {
      squares += weights === undefined ? 1 : weights[entry] * weights[entry];
    }
    scales[bag] = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  }
  return scales;
}

function scaleRows(rows: Float32Array, scales: Float32Array, dim: number): void {
  for (let row = 0; row < scales.length; row++) {
    for (let d = 0; d < dim; d++) rows[row * dim + d] *= scales[row];
  }
}

/** The largest number at each place; an entry that weighs 0 does not take part. The first wins a tie. */
function poolByMaximum(
  { offsets, tableRows, weights }: TableBags,
  { table, dim }: PoolingOptions,
): PooledBags {
  const bags = offsets.length - 1;
  const output = new Float32Array(bags * dim);
  const winners = new Int32Array(bags * dim).fill(-1);
  for (let bag = 0; bag < bags; bag++) {
    for (let entry = offsets[bag]; entry < offsets[bag + 1]; entry++) {
      if (weights !== undefined && weights[entry] === 0) continue;
      const row = tableRows[entry] * dim;
      for (let d = 0; d < dim; d++) {
        const place = bag * dim + d;
        if (winners[place] < 0 || table[row + d] > output[place]) {
          winners[place] = entry;
          output[place] = table[row + d];
        }
      }
    }
  }
  return {
    output,
    accumulate(gradients, slots, out) {
      for (let place = 0; place < winners.length; place++) {
        if (winners[place] >= 0)
          out[slots[winners[place]] * dim + (place % dim)] += gradients[place];
      }
    },
  };
}
