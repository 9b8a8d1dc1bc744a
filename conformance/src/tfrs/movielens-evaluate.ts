import { tableFromColumns } from "@towerkit/core";
import type { Scorer } from "@towerkit/retrieval";
import { evaluateScorer } from "@towerkit/tasks";
import { expectAllClose } from "@towerkit/test-utils";
import { type Claims, claim } from "../cases.js";
import { runtimeForTests } from "./embeddings.js";

type Vectors = Readonly<Record<string, readonly number[]>>;
type Interactions = readonly (readonly [user: string, movie: string])[];

interface Given {
  readonly users: Vectors;
  readonly movies: Vectors;
  readonly test: Interactions;
  readonly train: Interactions | null;
  readonly k: number;
}

const tableOf = (rows: Interactions) =>
  tableFromColumns({ user_id: rows.map(([user]) => user), movie: rows.map(([, movie]) => movie) });

/** Our smallest k is 10: so many films that everyone likes best stand before the given ones. */
const leadersFor = (k: number) => Array.from({ length: 10 - k }, (_, i) => `leader ${i}`);

function scorerOf({ users, movies, k }: Given): Scorer {
  const leaders = leadersFor(k);
  const films = Object.values(movies);
  const numCandidates = leaders.length + films.length;
  return {
    name: "dot product",
    numCandidates,
    async scores(queries, out) {
      queries.forEach(({ user_id }, row) => {
        const user = users[user_id as string] as readonly number[];
        const scores = films.map((film) =>
          film.reduce((sum, value, d) => sum + value * (user[d] as number), 0),
        );
        out.set([...leaders.map(() => 1000), ...scores], row * numCandidates);
      });
    },
  };
}

const sameRecall = claim<Given, { recall_at_k: number }>(async (given, expected, tolerance) => {
  const { metrics } = await evaluateScorer(scorerOf(given), tableOf(given.test), {
    candidateIds: [...leadersFor(given.k), ...Object.keys(given.movies)],
    itemKey: "movie",
    ...(given.train && { exclude: tableOf(given.train) }),
    runtime: await runtimeForTests(),
  });
  expectAllClose([metrics.recall["10"]], [expected.recall_at_k], { absolute: tolerance });
}, "recall only: precision is not among the metrics");

export const movielensEvaluateClaims: Claims = {
  "movielens-evaluate/without-train/k=1": sameRecall,
  "movielens-evaluate/with-train/k=1": sameRecall,
  "movielens-evaluate/with-train/k=3": sameRecall,
};
