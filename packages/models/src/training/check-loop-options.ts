import { checkInteger, checkPositive } from "@towerkit/core";
import type { LoopOptions } from "./loop-options.js";

/**
 * Fills in the defaults.
 * @throws ConfigError for a number that makes no sense.
 */
export function checkLoopOptions<O extends LoopOptions>(
  options: O,
): O & { readonly batchSize: number; readonly epochs: number } {
  if (options.clipNorm !== undefined) checkPositive("clipNorm", options.clipNorm);
  if (options.checkpoint?.every !== undefined) {
    checkInteger("checkpoint.every", options.checkpoint.every, 1);
  }
  return {
    ...options,
    batchSize: checkInteger("batchSize", options.batchSize ?? 8192, 1),
    epochs: checkInteger("epochs", options.epochs ?? 3, 1),
  };
}
