import { ConfigError, checkInteger } from "@towerkit/core";

const MOST_BINS = 2 ** 31 - 1;

/** @throws ConfigError unless `bins` is a whole number of at least `least` that ids can reach. */
export function checkBins(kind: string, bins: unknown, least: number): number {
  const checked = checkInteger(`${kind} bins`, bins, least);
  if (checked > MOST_BINS) {
    throw new ConfigError(`${kind} bins must be at most ${MOST_BINS}, got ${checked}.`);
  }
  return checked;
}
