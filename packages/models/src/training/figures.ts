import { ConfigError } from "@towerkit/core";
import type { EpochHistory } from "./history.js";

/** A number of an epoch's history, and the names that lead to it: `["validation", "top_k", "100"]`. */
export interface EpochFigure {
  readonly path: readonly string[];
  readonly value: number;
}

/** All numbers that the history of an epoch holds, in its order. */
export function figuresOf(epoch: EpochHistory<object>): readonly EpochFigure[] {
  return figuresIn(epoch, []);
}

function figuresIn(found: unknown, path: readonly string[]): readonly EpochFigure[] {
  if (typeof found === "number") return [{ path, value: found }];
  if (typeof found !== "object" || found === null) return [];
  return Object.entries(found).flatMap(([name, inside]) => figuresIn(inside, [...path, name]));
}

/** A number of the history to go by. */
export interface Monitor {
  readonly name: string;
  /** What it was after an epoch; undefined after one that did not measure it. */
  valueOf(epoch: EpochHistory<object>): number | undefined;
  /** By how much one value is better than another: losses and errors are to fall, all else to rise. */
  gain(value: number, over: number): number;
}

/**
 * Makes a monitor.
 * @param name - such as `"loss"`, `"validation.loss"` or `"validation.top_k.100"`.
 */
export function monitorOf(name: string): Monitor {
  const sign = /(^|\.)(\w*[lL]oss|rmse|mae)$/.test(name) ? -1 : 1;
  return {
    name,
    valueOf: (epoch) => figuresOf(epoch).find(({ path }) => path.join(".") === name)?.value,
    gain: (value, over) => sign * (value - over),
  };
}

/** @throws ConfigError that names the figures that there are in place of one that no epoch had. */
export function refuseUnseen(what: string, name: string, history: readonly EpochHistory<object>[]) {
  const seen = new Set(history.flatMap(figuresOf).map(({ path }) => path.join(".")));
  throw new ConfigError(
    `${what}: no epoch had a figure "${name}"; there were ${Array.from(seen).join(", ")}.` +
      (name.startsWith("validation") ? " Give fit a validation table that measures it." : ""),
  );
}
