import type { TrainReport } from "../schema/train.js";
import { seconds, share } from "./numbers.js";
import { layOutTable } from "./table.js";

/** The losses epoch by epoch, and top-100 of validation and train rows where they were looked at. */
export function layOutEpochs(epochs: TrainReport["epochs"]): string[] {
  const watched = epochs.some(({ validation }) => validation !== undefined);
  const head = ["epoch", "loss a row", "chance", "time"];
  const watchedHead = ["validation loss", "top-100", "train top-100"];
  const rows = epochs.map(({ loss, chance, seconds: time, validation, train }, i) => [
    ...[String(i + 1), loss.toFixed(4), chance.toFixed(4), seconds(time)],
    ...(watched
      ? [
          validation?.loss.toFixed(4) ?? "",
          validation ? share(validation.top_k["100"]) : "",
          train ? share(train.top_k["100"]) : "",
        ]
      : []),
  ]);
  return layOutTable([[...head, ...(watched ? watchedHead : [])], ...rows], ["right"]);
}
