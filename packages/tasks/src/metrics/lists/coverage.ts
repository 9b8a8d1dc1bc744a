import type { ListMeter } from "./list-series.js";

/**
 * Catalogue coverage at k: the share of the catalogue that is among the first k of at least one list
 * (Ge, Delgado-Battenfeld and Jannach, RecSys 2010).
 */
export function coverageMeter(cutoffs: readonly number[], numCandidates: number): ListMeter {
  const bestPlaces = new Int32Array(numCandidates).fill(2 ** 31 - 1);
  return {
    read: (_, items, length) => {
      for (let place = 0; place < length; place++) {
        bestPlaces[items[place]] = Math.min(bestPlaces[items[place]], place);
      }
    },
    value: (i) =>
      bestPlaces.reduce((count, place) => count + (place < (cutoffs[i] as number) ? 1 : 0), 0) /
      numCandidates,
  };
}
