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

function scorerOf({ users, movies }: Given): Scorer {
  const films = Object.values(movies);
  return {
    name: "dot product",
    numCandidates: films.length,
    async scores(queries, out) {
      queries.forEach(({ user_id }, row) => {
        const user = users[user_id as string] as readonly number[];
        const scores = films.map((film) =>
          film.reduce((sum, value, d) => sum + value * (user[d] as number), 0),
        );
        out.set(scores, row * films.length);
      });
    },
  };
}

interface Expected {
  readonly precision_at_k: number;
  readonly recall_at_k: number;
}

const sameMetrics = claim<Given, Expected>(async (given, expected, tolerance) => {
  const { metrics } = await evaluateScorer(scorerOf(given), tableOf(given.test), {
    candidateIds: Object.keys(given.movies),
    itemKey: "movie",
    metrics: ["precision", "recall"],
    cutoffs: [given.k],
    ...(given.train && { exclude: tableOf(given.train) }),
    runtime: await runtimeForTests(),
  });
  expectAllClose(
    [metrics.precision[`${given.k}`], metrics.recall[`${given.k}`]],
    [expected.precision_at_k, expected.recall_at_k],
    { absolute: tolerance },
  );
});

export const movielensEvaluateClaims: Claims = {
  "movielens-evaluate/without-train/k=1": sameMetrics,
  "movielens-evaluate/with-train/k=1": sameMetrics,
  "movielens-evaluate/with-train/k=3": sameMetrics,
};
