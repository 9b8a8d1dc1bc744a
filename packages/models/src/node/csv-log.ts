import { basename, dirname } from "node:path";
import { createFolder } from "@towerkit/bundle/node";
import type { Callback } from "../training/callback.js";
import { figuresOf } from "../training/figures.js";
import type { EpochHistory } from "../training/history.js";

/**
 * Writes the history as a CSV file: a row for each epoch, a column for each figure, such as `loss` or
 * `validation.top_k.100`, empty after an epoch that did not measure it. The file is replaced after every
 * epoch, in one step, so that a run that goes on from a checkpoint leaves no row twice.
 *
 * @param file - its folder is made where it is not there.
 * @throws BundleError, in training, if the file cannot be written.
 * @example
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1), callbacks: [csvLog("run/log.csv")] });
 */
export function csvLog(file: string): Callback {
  return {
    name: "csvLog",
    async onEpochEnd({ history }) {
      const folder = await createFolder(dirname(file));
      await folder.write(basename(file), new TextEncoder().encode(csvOf(history)));
    },
  };
}

function csvOf(history: readonly EpochHistory<object>[]): string {
  const rows = history.map(
    (epoch, index) =>
      new Map([
        ["epoch", index + 1],
        ...figuresOf(epoch).map(({ path, value }): [string, number] => [path.join("."), value]),
      ]),
  );
  const columns = Array.from(new Set(rows.flatMap((row) => Array.from(row.keys()))));
  const lines = rows.map((row) => columns.map((column) => row.get(column) ?? ""));
  return `${[columns, ...lines].map((line) => line.join(",")).join("\n")}\n`;
}
