import { createGenerator, type TableLike, tableFromColumns } from "@towerkit/core";
import type { Id, Query, Scorer } from "@towerkit/retrieval";

/** A train table and the catalogue that it chose from. */
export interface World {
  readonly train: TableLike;
  readonly candidateIds: readonly Id[];
  readonly itemKey: string;
}

/** The item column of every world. */
export const itemKey = "title";

/** A table of `[user, item]` rows. */
export function worldOf(rows: readonly (readonly [Id, Id])[], candidateIds: readonly Id[]): World {
  const train = tableFromColumns({
    user_id: rows.map(([user]) => user),
    [itemKey]: rows.map(([, item]) => item),
  });
  return { train, candidateIds, itemKey };
}

/** Users who choose items at random, the earlier ones oftener; every user chooses at least one. */
export function randomWorld(seed: number, numUsers: number, numItems: number): World {
  const generator = createGenerator(seed, "world of interactions");
  const candidateIds = Array.from({ length: numItems }, (_, item) => `item ${item}`);
  const rows: [Id, Id][] = [];
  for (let user = 0; user < numUsers; user++) {
    const count = 1 + generator.below(Math.min(12, numItems));
    for (let i = 0; i < count; i++) {
      const item = Math.floor(numItems * generator.uniform() ** 2);
      rows.push([`user ${user}`, candidateIds[item] as Id]);
    }
  }
  return worldOf(rows, candidateIds);
}

/** The 0/1 matrix of who chose what: a row a user, in order of first appearance. */
export function chosen({ train, candidateIds }: World): number[][] {
  const users = [...new Set(Array.from(train.array("user_id"), String))];
  const matrix = users.map(() => candidateIds.map(() => 0));
  for (let row = 0; row < train.numRows(); row++) {
    const user = users.indexOf(String(train.get("user_id", row)));
    matrix[user][candidateIds.indexOf(train.get(itemKey, row) as Id)] = 1;
  }
  return matrix;
}

/** One query a user of the world, in order of first appearance. */
export function usersOf({ train }: World): Query[] {
  return [...new Set(Array.from(train.array("user_id"), String))].map((user_id) => ({ user_id }));
}

/** A row of scores for each query. */
export async function scoresOf(scorer: Scorer, queries: readonly Query[]): Promise<number[][]> {
  const out = new Float32Array(queries.length * scorer.numCandidates).fill(-7);
  await scorer.scores(queries, out);
  const width = scorer.numCandidates;
  return queries.map((_, q) => [...out.subarray(q * width, (q + 1) * width)]);
}
