import type { Matrix } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Query, Scorer } from "@towerkit/retrieval";
import { embedQueries } from "@towerkit/towers";
import type { Ranking } from "./trained.js";

/** Embeds the whole catalogue: `[catalogue, width]`, in catalogue order. */
export function embedCatalogue(
  { candidate, items }: Pick<Ranking, "candidate" | "items">,
  runtime: Runtime,
): Matrix {
  return {
    rows: items.rows,
    dim: candidate.width,
    data: candidate.encodeAll(items, { runtime }),
  };
}

/** A trained model as a {@link Scorer}: the catalogue is embedded once, here. */
export function createScorer(trained: Ranking, runtime: Runtime): Scorer {
  const { rows, dim, data: candidates } = embedCatalogue(trained, runtime);
  const embed = async (queries: readonly Query[]) =>
    (await embedQueries(trained.query, queries, { runtime })).embeddings;
  return {
    name: "two-tower",
    numCandidates: rows,
    scores: async (queries, out) => {
      runtime.scores({ queries: await embed(queries), candidates, dim, out });
    },
    vectors: { dim, candidates, embed },
  };
}
