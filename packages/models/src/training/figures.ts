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
