import type { Scorer } from "towerkit";

/**
 * A scorer of some of a scorer's candidates.
 * @param places - where they stand among all, in the order that the scorer shall have.
 */
export function scorerOfSome(scorer: Scorer, places: readonly number[]): Scorer {
  const { name, numCandidates } = scorer;
  return {
    name,
    numCandidates: places.length,
    async scores(queries, out) {
      const all = new Float32Array(queries.length * numCandidates);
      await scorer.scores(queries, all);
      for (let query = 0; query < queries.length; query++) {
        for (let i = 0; i < places.length; i++) {
          out[query * places.length + i] = all[query * numCandidates + (places[i] as number)];
        }
      }
    },
  };
}
