import { ConfigError, shown } from "@towerkit/core";
import type { RuntimeOptions } from "./types.js";

/** More would help nobody, and an absurd number would take the machine down. */
const MOST_THREADS = 256;

/** @throws ConfigError unless `threads` is a whole number from 1 to 256 and `fast` a boolean. */
export function checkRuntimeOptions({ threads, fast }: RuntimeOptions): void {
  if (
    threads !== undefined &&
    !(Number.isInteger(threads) && 1 <= threads && threads <= MOST_THREADS)
  ) {
    throw new ConfigError(
      `threads must be a whole number from 1 to ${MOST_THREADS}, got ${shown(threads)}.`,
    );
  }
  if (fast !== undefined && typeof fast !== "boolean") {
    throw new ConfigError(`fast must be true or false, got ${shown(fast)}.`);
  }
}
