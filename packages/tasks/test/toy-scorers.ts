import { tableFromColumns } from "@towerkit/core";
import type { Query, Scorer } from "@towerkit/retrieval";

/** A scorer by a formula over one query and one candidate's place, which notes what it was asked. */
export function scorerOf(numCandidates: number, score: (query: Query, place: number) => number) {
  const asked: Query[] = [];
  const scorer: Scorer = {
    name: "formula",
    numCandidates,
    async scores(queries, out) {
      asked.push(...queries);
      queries.forEach((query, row) => {
        for (let place = 0; place < numCandidates; place++) {
          out[row * numCandidates + place] = score(query, place);
        }
      });
    },
  };
  return { scorer, asked };
}

export const interactions = (users: readonly unknown[], items: readonly unknown[]) =>
  tableFromColumns({ user_id: users, item: items });
