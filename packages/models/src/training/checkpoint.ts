import { ConfigError } from "@towerkit/core";
import type { OptimizerState } from "../optimizers/optimizer.js";
import type { CallbackState } from "./callback.js";
import type { EpochHistory } from "./history.js";

/** The whole state of a training after some epoch: what follows depends on nothing else. */
export interface TrainingState {
  /** What was being trained, on what, and how: a run of anything else cannot go on from here. */
  readonly identity: TrainingIdentity;
  /** Epochs that are done. */
  readonly epoch: number;
  /** Steps that are done, in all epochs. */
  readonly step: number;
  readonly history: readonly EpochHistory<object>[];
  readonly warnings: readonly string[];
  /** The callback that ended training, if one did. */
  readonly stoppedBy?: string;
  readonly tables: ReadonlyMap<string, TableSnapshot>;
  /** What each callback keeps, by its place in the list. */
  readonly callbacks: readonly CallbackState[];
}

/** A table's numbers, and what the optimizer knows of it. */
export interface TableSnapshot {
  readonly data: Float32Array;
  readonly optimizer: OptimizerState;
}

/** By name, as plain JSON: settings, and digests of data. */
export type TrainingIdentity = Readonly<Record<string, unknown>>;

/** Where the state of a training is kept. */
export interface CheckpointStore {
  /**
   * Keeps every other training out, from before it reads to after it has written for the last time.
   * @returns what lets them in again.
   * @throws if there is one already. Default: nobody is kept out.
   */
  hold?(): Promise<() => Promise<void>>;
  /** The last state that was written whole; undefined where there is none. */
  read(): Promise<TrainingState | undefined>;
  /** Replaces the last one in one step: whoever is killed meanwhile keeps the old one or has the new one. */
  write(state: TrainingState): Promise<void>;
}

/**
 * Refuses a checkpoint of another training.
 * @throws ConfigError that names the first thing that differs.
 */
export function checkIdentity(found: TrainingIdentity, expected: TrainingIdentity): void {
  const difference = firstDifference(found, expected, []);
  if (difference === undefined) return;
  const { path, ours, theirs } = difference;
  throw new ConfigError(
    `the checkpoint is of another training: its ${path} is ${theirs}, this run's is ${ours}; ` +
      "train with the same settings and data, or without resume to start afresh.",
  );
}

/** Of two values of plain JSON. */
function firstDifference(
  theirs: unknown,
  ours: unknown,
  path: readonly string[],
): { readonly path: string; readonly theirs: string; readonly ours: string } | undefined {
  if (isRecord(theirs) && isRecord(ours)) {
    for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      const inside = firstDifference(theirs[name], ours[name], [...path, name]);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  const [their, our] = [theirs, ours].map((value) => JSON.stringify(value ?? null));
  if (their === our) return undefined;
  return { path: path.join("."), theirs: shortened(their), ours: shortened(our) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shortened = (json: string): string => (json.length > 80 ? `${json.slice(0, 80)}…` : json);
