import { ConfigError, checkInteger, checkPositive, shown } from "@towerkit/core";
import type { RuntimeOptions } from "../types.js";

/** @throws ConfigError unless `threads` is a whole number from 1 and `fast` a boolean. */
export function checkRuntimeOptions({ threads, fast }: RuntimeOptions): void {
  if (threads !== undefined) checkInteger("threads", threads, 1);
  if (fast !== undefined && typeof fast !== "boolean") {
    throw new ConfigError(`fast must be true or false, got ${shown(fast)}.`);
  }
}

/** @throws ConfigError unless `temperature` and its inverse are positive float32 numbers. */
export function checkTemperature(temperature: number): void {
  checkPositive("temperature", temperature);
  const inverse = Math.fround(1 / temperature);
  if (inverse === 0 || inverse === Infinity) {
    throw new ConfigError(
      `temperature is ${temperature}; it must lie between 1e-38 and 1e38 for float32 scores.`,
    );
  }
}
