import { ConfigError, checkInteger, checkPositive, shown } from "@towerkit/core";
import type { LoopOptions } from "./loop-options.js";

/**
 * Fills in the defaults.
 * @throws ConfigError for a number that makes no sense, or a `batchBy` that is no column's name.
 */
export function checkLoopOptions<O extends LoopOptions>(
  options: O,
): O & { readonly batchSize: number; readonly epochs: number } {
  if (options.clipNorm !== undefined) checkPositive("clipNorm", options.clipNorm);
  if (options.checkpoint?.every !== undefined) {
    checkInteger("checkpoint.every", options.checkpoint.every, 1);
  }
  const { batchBy } = options;
  if (batchBy !== undefined && (typeof batchBy !== "string" || batchBy === "")) {
    throw new ConfigError(
      `batchBy must be the name of a column, such as "user_id", got ${shown(batchBy)}.`,
    );
  }
  return {
    ...options,
    batchSize: checkInteger("batchSize", options.batchSize ?? 8192, 1),
    epochs: checkInteger("epochs", options.epochs ?? 3, 1),
  };
}
