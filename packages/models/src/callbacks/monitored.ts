import { ConfigError, shown } from "@towerkit/core";
import type { EpochHistory } from "../training/history.js";

/** Endings of measures that are better when they are smaller. */
const LOWER_IS_BETTER = /(^|\.)(\w*[lL]oss|rmse|mae)$/;

/** Whether a measure is better when it is larger, by its name. */
export const isHigherBetter = (monitor: string): boolean => !LOWER_IS_BETTER.test(monitor);

/**
 * The measure of an epoch by its path, such as `"validation.top_k.100"`.
 * @returns undefined where the epoch was not validated after.
 * @throws ConfigError if there is no such number.
 */
export function monitored(epoch: EpochHistory<object>, monitor: string): number | undefined {
  const [section = "", ...path] = monitor.split(".");
  const isMeasuredSometimes = section === "validation" || section === "train";
  if (isMeasuredSometimes && !(section in epoch)) return undefined;
  let value: unknown = epoch;
  for (const name of [section, ...path])
    value = (value as Record<string, unknown> | undefined)?.[name];
  if (typeof value === "number") return value;
  throw new ConfigError(
    `monitor: an epoch has no number under ${shown(monitor)}; name one that the history holds, such as "validation.loss" or "validation.top_k.100".`,
  );
}
