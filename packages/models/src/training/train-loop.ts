import { ConfigError, createGenerator } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { limitNorms } from "@towerkit/towers";
import { Batches, type RowGroups } from "./batches.js";
import type { Callback, EpochEnd, InTraining } from "./callback.js";
import { checkLoopOptions } from "./check-loop-options.js";
import { checkIdentity, type TrainingIdentity, type TrainingState } from "./checkpoint.js";
import { clipGradients } from "./clip-gradients.js";
import { blamingDivergence } from "./divergence.js";
import { EpochSums } from "./epoch-sums.js";
import type { EpochHistory } from "./history.js";
import type { LoopOptions } from "./loop-options.js";
import { restoreTables, snapshotTables } from "./snapshots.js";
import type { StepPlace, Trainee } from "./trainee.js";

/** What a kind of model gives the loop. */
export interface LoopParts {
  readonly trainee: Trainee;
  /** Rows that are to be in one batch: those of `batchBy`. Default: each row by itself. */
  readonly groups?: RowGroups | undefined;
  readonly seed: number;
  readonly runtime: Runtime;
  /** What a run must have in common with the checkpoint that it goes on from; asked for where there is one. */
  identity(): Promise<TrainingIdentity>;
  /** What is worth telling about an epoch: nothing, as a rule. */
  warningsOf?(epoch: number, finished: EpochHistory<object>): readonly string[];
  /** Measures validation rows, and whatever else the history is to hold, after an epoch. */
  measure?(epoch: number): Promise<Pick<EpochHistory<object>, "validation" | "train">>;
  /** Writes the model as it is as a bundle. */
  save(dir: string): Promise<unknown>;
}

/** What the loop tells when it is done. */
export interface LoopResult {
  readonly epochs: readonly EpochHistory<object>[];
  readonly warnings: readonly string[];
  readonly stoppedBy?: string;
}

/** How long training may keep the thread before timers, input and an abort get their turn. */
const LONGEST_HOLD_MS = 50;

/**
 * Trains: each epoch draws its own order of the rows, or of their groups, from the seed and its number, and
 * goes through it batch by batch.
 */
export async function trainLoop(parts: LoopParts, options: LoopOptions): Promise<LoopResult> {
  const loop = new TrainLoop(parts, options);
  return loop.run();
}

class TrainLoop {
  readonly #parts: LoopParts;
  readonly #options: ReturnType<typeof checkLoopOptions>;
  readonly #batches: Batches;
  readonly #callbacks: readonly Callback[];
  readonly #inTraining: InTraining;
  #identity: TrainingIdentity = {};
  #history: EpochHistory<object>[] = [];
  #warnings: string[] = [];
  #step = 0;
  #stoppedBy: string | undefined;
  #lastYield = performance.now();
  #lastCheckpoint = performance.now();

  constructor(parts: LoopParts, options: LoopOptions) {
    this.#parts = parts;
    this.#options = checkLoopOptions(options);
    this.#batches = new Batches({
      rows: parts.trainee.rows,
      groups: parts.groups,
      batchSize: this.#options.batchSize,
    });
    this.#callbacks = options.callbacks ?? [];
    this.#inTraining = {
      epochs: this.#options.epochs,
      tables: parts.trainee.tables,
      save: (dir) => parts.save(dir),
    };
  }

  async run(): Promise<LoopResult> {
    const letGo = await this.#options.checkpoint?.store.hold?.();
    try {
      return await this.#train();
    } finally {
      await letGo?.();
    }
  }

  async #train(): Promise<LoopResult> {
    const { epochs, checkpoint } = this.#options;
    if (checkpoint) this.#identity = await this.#parts.identity();
    if (checkpoint?.resume) this.#restore(await checkpoint.store.read());
    for (const callback of this.#callbacks) await callback.onFitStart?.(this.#inTraining);
    while (this.#history.length < epochs && this.#stoppedBy === undefined) {
      await this.#runEpoch(this.#history.length + 1);
      await this.#checkpoint();
    }
    for (const callback of this.#callbacks) await callback.onFitEnd?.(this.#soFar());
    return {
      epochs: this.#history,
      warnings: this.#warnings,
      ...(this.#stoppedBy !== undefined && { stoppedBy: this.#stoppedBy }),
    };
  }

  async #runEpoch(epoch: number): Promise<void> {
    const started = performance.now();
    const batches = this.#batches;
    const steps = batches.count;
    batches.shuffle(createGenerator(this.#parts.seed, "shuffle", epoch));
    const { epochs, onProgress, signal } = this.#options;
    const sums = new EpochSums();
    let learningRateFactor: number | undefined;
    for (let index = 0; index < steps; index++) {
      signal?.throwIfAborted();
      this.#step++;
      const at = { epoch, step: this.#step };
      learningRateFactor = blamingDivergence(`epoch ${epoch}, step ${index + 1}`, () =>
        this.#learn(batches.at(index), at, sums),
      );
      if (onProgress) {
        const { loss, chance } = sums.means;
        onProgress({ epoch, epochs, step: index + 1, steps, loss, chance });
      }
      await this.#letOthersRun();
    }
    const finished = {
      ...sums.means,
      ...(learningRateFactor !== undefined && { learningRateFactor }),
      seconds: (performance.now() - started) / 1000,
    };
    this.#warn(this.#parts.warningsOf?.(epoch, finished) ?? []);
    this.#history.push({ ...finished, ...(await this.#parts.measure?.(epoch)) });
    for (const callback of this.#callbacks) {
      const stop = () => {
        this.#stoppedBy ??= callback.name;
      };
      await callback.onEpochEnd?.({ ...this.#soFar(), stop });
    }
  }

  /** Moves the rows that a batch touches. */
  #learn(batch: Int32Array, at: StepPlace, sums: EpochSums): number | undefined {
    const { trainee, runtime } = this.#parts;
    const { optimizer, schedule, clipNorm, epochs } = this.#options;
    const result = trainee.gradients(batch, at);
    sums.add(result);
    if (clipNorm !== undefined) clipGradients(result.gradients, clipNorm);
    const learningRateFactor = schedule?.factor(at.step, {
      stepsPerEpoch: this.#batches.count,
      steps: this.#batches.count * epochs,
    });
    const options = {
      runtime,
      ...(learningRateFactor !== undefined && { learningRateFactor }),
    };
    for (const gradient of result.gradients) {
      optimizer.step(gradient, options);
      limitNorms(gradient);
    }
    return learningRateFactor;
  }

  async #letOthersRun(): Promise<void> {
    if (performance.now() - this.#lastYield <= LONGEST_HOLD_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#lastYield = performance.now();
  }

  #warn(warnings: readonly string[]): void {
    for (const warning of warnings) {
      this.#warnings.push(warning);
      this.#options.onWarning?.(warning);
    }
  }

  #soFar(): Omit<EpochEnd, "stop"> {
    return { ...this.#inTraining, epoch: this.#history.length, history: this.#history };
  }

  async #checkpoint(): Promise<void> {
    const { checkpoint, epochs, optimizer } = this.#options;
    if (checkpoint === undefined) return;
    const epoch = this.#history.length;
    const isLast = epoch === epochs || this.#stoppedBy !== undefined;
    const { every = 1, secondsApart = 0 } = checkpoint;
    const waited = (performance.now() - this.#lastCheckpoint) / 1000;
    if (!isLast && (epoch % every !== 0 || waited < secondsApart)) return;
    await checkpoint.store.write({
      identity: this.#identity,
      epoch,
      step: this.#step,
      history: this.#history,
      warnings: this.#warnings,
      ...(this.#stoppedBy !== undefined && { stoppedBy: this.#stoppedBy }),
      tables: snapshotTables(this.#parts.trainee.tables, optimizer),
      callbacks: this.#callbacks.map((callback) => callback.state?.() ?? {}),
    });
    this.#lastCheckpoint = performance.now();
  }

  #restore(state: TrainingState | undefined): void {
    if (state === undefined) return;
    checkIdentity(state.identity, this.#identity);
    if (state.epoch > this.#options.epochs) {
      throw new ConfigError(
        `the checkpoint is ${state.epoch} epochs in, and epochs is ${this.#options.epochs}; train as many or more, or without resume to start afresh.`,
      );
    }
    restoreTables(this.#parts.trainee.tables, state.tables, this.#options.optimizer);
    this.#history = [...state.history];
    this.#warnings = [...state.warnings];
    this.#step = state.step;
    this.#stoppedBy = state.stoppedBy;
    this.#callbacks.forEach((callback, place) => {
      callback.restore?.(state.callbacks[place] ?? {});
    });
  }
}
