import { ConfigError, checkInteger, shown } from "@towerkit/core";
import type { RuntimeOptions } from "./types.js";

/** @throws ConfigError unless `threads` is a whole number from 1 and `fast` a boolean. */
export function checkRuntimeOptions({ threads, fast }: RuntimeOptions): void {
  if (threads !== undefined) checkInteger("threads", threads, 1);
  if (fast !== undefined && typeof fast !== "boolean") {
    throw new ConfigError(`fast must be true or false, got ${shown(fast)}.`);
  }
}
