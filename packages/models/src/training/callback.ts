import type { EmbeddingTable } from "@towerkit/towers";
import type { EpochHistory } from "./history.js";

/** A model in the middle of training, as callbacks see it. */
export interface InTraining {
  /** How many epochs there are to be. */
  readonly epochs: number;
  /** All that training moves, by name: to look at, or to put back what they held. */
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  /** Writes the model as it is now as a bundle. */
  save(dir: string): Promise<unknown>;
}

/** The end of an epoch. */
export interface EpochEnd extends InTraining {
  /** The epoch that ended, from 1. */
  readonly epoch: number;
  /** The epochs so far, the one that ended last. */
  readonly history: readonly EpochHistory<object>[];
  /** Ends training here. */
  stop(): void;
}

/** Something that watches training, writes it down, or ends it. It is told in turn, and waited for. */
export interface Callback {
  readonly name: string;
  /** Before the first epoch, or before the first after a checkpoint. */
  onFitStart?(model: InTraining): void | Promise<void>;
  /** After an epoch, validation included. */
  onEpochEnd?(end: EpochEnd): void | Promise<void>;
  /** After the last epoch, while the weights can still be changed. */
  onFitEnd?(end: Omit<EpochEnd, "stop">): void | Promise<void>;
  /** What it must know to go on from a checkpoint. */
  state?(): CallbackState;
  /** Goes on from what {@link Callback.state} gave; from nothing, if it gave nothing. */
  restore?(state: CallbackState): void;
}

/** What a checkpoint keeps of a callback. */
export interface CallbackState {
  /** Plain JSON. */
  readonly json?: unknown;
  /** Numbers by name: the weights of the best epoch, say. */
  readonly arrays?: Readonly<Record<string, Float32Array>>;
}
