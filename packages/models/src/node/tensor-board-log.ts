import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { createFolder } from "@towerkit/bundle/node";
import type { Callback } from "../training/callback.js";
import { figuresOf } from "../training/figures.js";
import type { EpochHistory } from "../training/history.js";
import { scalarsEvent, versionEvent } from "./tensor-board/event.js";
import { record } from "./tensor-board/record.js";

/** TensorBoard reads files with "tfevents" in their names. */
const FILE = "events.out.tfevents.towerkit";

/**
 * Writes the history for TensorBoard: a point for each figure and epoch, under names such as `loss` or
 * `validation/top_k/100`. `tensorboard --logdir DIR` draws it, also while training goes on.
 *
 * A run has one file in its folder, which the next run there replaces; a run that goes on from a checkpoint
 * writes it anew from the history that it has.
 *
 * @param dir - made where it is not there.
 * @throws BundleError, in training, if the file cannot be written.
 * @example
 * const callbacks = [tensorBoardLog("runs/adagrad-0.1")];
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1), callbacks });
 */
export function tensorBoardLog(dir: string): Callback {
  let isBegun = false;
  return {
    name: "tensorBoardLog",
    onFitStart() {
      isBegun = false;
    },
    async onEpochEnd({ history }) {
      const records = recordsOf(history, Date.now() / 1000);
      if (isBegun) return appendFile(join(dir, FILE), records.at(-1) as Uint8Array);
      const folder = await createFolder(dir);
      await folder.write(FILE, Buffer.concat(records));
      isBegun = true;
    },
  };
}

/** The file's records, the last of them of the epoch that has just ended. */
function recordsOf(history: readonly EpochHistory<object>[], now: number): readonly Uint8Array[] {
  let wallTime = now;
  const events: Uint8Array[] = [];
  for (let index = history.length - 1; index >= 0; index--) {
    const scalars = figuresOf(history[index]).map(({ path, value }) => {
      return { tag: path.join("/"), value };
    });
    events.unshift(scalarsEvent({ wallTime, step: index + 1 }, scalars));
    // Epochs of an earlier process are where they would be if it had gone straight on.
    wallTime -= history[index].seconds;
  }
  return [versionEvent(wallTime), ...events].map(record);
}
