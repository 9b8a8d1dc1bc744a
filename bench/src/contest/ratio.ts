import { median, spread } from "../statistics.js";
import type { Measurement } from "./compete.js";

/** How many times as long one contestant takes as another. */
export interface Ratio {
  readonly of: string;
  readonly to: string;
  /** Of the medians over all rounds. */
  readonly ratio: number;
  /** The least and the greatest of the ratios of the single rounds' medians. */
  readonly spread: readonly [number, number];
}

/** The median of all of a contestant's times. */
export const medianOf = ({ rounds }: Measurement): number => median(rounds.flat());

/** How many times as long `of` takes as `to`. */
export function ratioOf(of: Measurement, to: Measurement): Ratio {
  const perRound = of.rounds.flatMap((times, round) => {
    const other = to.rounds[round];
    return other ? [median(times) / median(other)] : [];
  });
  return {
    of: of.name,
    to: to.name,
    ratio: medianOf(of) / medianOf(to),
    spread: spread(perRound),
  };
}
