import type { Runtime } from "@towerkit/kernels";
import type { TwoTower } from "@towerkit/models";

/** Which query to lay beside which films. */
export interface EmbeddingsToDescribe<Q extends object> {
  readonly query: Q;
  /** By their keys. */
  readonly films: readonly string[];
  readonly runtime: Runtime;
}

/**
 * Lines that show a query's embedding, that of the first film, and the dot products of the query
 * with all films: the scores by which an index ranks them.
 */
export async function describeEmbeddings<Q extends object, C extends object>(
  model: TwoTower<Q, C>,
  { query, films, runtime }: EmbeddingsToDescribe<Q>,
): Promise<string[]> {
  const queryEmbedding = await model.embedQueries([query], { runtime });
  const catalogue = await model.embedCandidates({ runtime });
  const width = queryEmbedding.length;
  const embeddingOf = (film: string) => {
    const place = model.candidateIds.indexOf(film);
    return catalogue.subarray(place * width, (place + 1) * width);
  };
  const scores = films.map((film) => {
    const score = embeddingOf(film).reduce((sum, x, d) => sum + x * queryEmbedding[d], 0);
    return `${score.toFixed(4).padStart(9)}  ${film}`;
  });
  return [
    `Their embedding: ${shown(queryEmbedding)}`,
    `That of ${films[0]}: ${shown(embeddingOf(films[0]))}`,
    "",
    "Dot products of the one with some films, by which all are ranked:",
    ...scores,
  ];
}

const shown = (embedding: Float32Array) =>
  `[${Array.from(embedding, (x) => x.toFixed(3)).join(", ")}]`;
