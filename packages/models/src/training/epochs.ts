import { createGenerator } from "@towerkit/core";
import { blamingDivergence } from "./divergence.js";
import type { EpochHistory, FitProgress } from "./history.js";
import type { StepSums } from "./train-step.js";

/** How the epochs run. */
export interface EpochsOptions {
  readonly rows: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly step: (batch: Int32Array) => StepSums;
  /** Is awaited; what it gives joins the epoch's history. */
  readonly afterEpoch: (epoch: EpochHistory) => Promise<Partial<EpochHistory>>;
  readonly onProgress: ((progress: FitProgress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** How long training may keep the thread before timers, input and an abort get their turn. */
const LONGEST_HOLD_MS = 50;

/** Runs all epochs: each draws its own order of the rows from the seed and its number. */
export async function runEpochs(options: EpochsOptions): Promise<EpochHistory[]> {
  const { rows, batchSize, epochs, seed, step, afterEpoch, onProgress, signal } = options;
  const order = new Int32Array(rows);
  const steps = Math.ceil(rows / batchSize);
  const history: EpochHistory[] = [];
  let lastYield = performance.now();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const started = performance.now();
    for (let row = 0; row < rows; row++) order[row] = row;
    createGenerator(seed, "shuffle", epoch).shuffle(order);

    let lossSum = 0;
    let chanceSum = 0;
    let weightSum = 0;
    for (let index = 0; index < steps; index++) {
      signal?.throwIfAborted();
      const batch = order.subarray(index * batchSize, Math.min((index + 1) * batchSize, rows));
      const sums = blamingDivergence(`epoch ${epoch}, step ${index + 1}`, () => step(batch));
      lossSum += sums.lossSum;
      chanceSum += sums.chanceSum;
      weightSum += sums.weightSum;
      onProgress?.({
        epoch,
        epochs,
        step: index + 1,
        steps,
        loss: meanOf(lossSum, weightSum),
        chance: meanOf(chanceSum, weightSum),
      });
      if (performance.now() - lastYield > LONGEST_HOLD_MS) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        lastYield = performance.now();
      }
    }
    const finished = {
      loss: meanOf(lossSum, weightSum),
      chance: meanOf(chanceSum, weightSum),
      seconds: (performance.now() - started) / 1000,
    };
    history.push({ ...finished, ...(await afterEpoch(finished)) });
    lastYield = performance.now();
  }
  return history;
}

/** The rows so far may all weigh nothing. */
const meanOf = (sum: number, weight: number): number => (weight > 0 ? sum / weight : 0);
