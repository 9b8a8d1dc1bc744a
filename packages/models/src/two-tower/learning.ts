import type { TableLike } from "@towerkit/core";
import { evaluateTrained } from "./evaluate.js";
import type { FitParts } from "./fit.js";
import { type SavedBundle, saveTrained } from "./save.js";
import type { Ranking, Trained } from "./trained.js";
import {
  type BatchPasses,
  createRetrievalPasses,
  type Owners,
  type RetrievalParts,
} from "./trainee.js";

/** What two towers learn, and how it is measured and kept. */
export interface Learning {
  /** All that has something to learn. */
  readonly owners: Owners;
  /** What tells it from other trainings of the same towers, as plain JSON. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** What it reads of the train table beside the towers' inputs. */
  readonly data: readonly Float32Array[];
  /** How many epochs may cost more than chance without a warning. */
  readonly graceEpochs: number;
  /** Takes batches of a table's rows forward. */
  passesOver(parts: RetrievalParts, table: TableLike): BatchPasses;
  /** Measures a table's rows, as validation has it. */
  evaluate: typeof evaluateTrained;
  save(trained: Trained, dir: string): Promise<SavedBundle>;
}

/** Makes a learning for towers that are ready to be moved. */
export type LearningOf = (ranking: Ranking, train: TableLike) => Learning;

/** Towers that learn to retrieve and nothing else. */
export const retrievalAlone =
  (parts: Pick<FitParts, "task" | "itemKey" | "queryKey" | "seed">): LearningOf =>
  ({ query, candidate }) => ({
    owners: { query, candidate },
    identity: {},
    data: [],
    graceEpochs: 0,
    passesOver: createRetrievalPasses,
    evaluate: evaluateTrained,
    save: (trained, dir) => saveTrained(parts, trained, dir, {}),
  });
