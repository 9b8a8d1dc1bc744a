import type { Matrix } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { embedQueries } from "@towerkit/towers";
import type { Trained } from "./trained.js";

/** Embeds the whole catalogue: `[catalogue, width]`, in catalogue order. */
export function embedCatalogue(
  { candidate, items }: Pick<Trained, "candidate" | "items">,
  runtime: Runtime,
): Matrix {
  return {
    rows: items.rows,
    dim: candidate.width,
    data: candidate.encodeAll(items, { runtime }),
  };
}

/** A trained model as a {@link Scorer}: the catalogue is embedded once, here. */
export function createScorer(trained: Trained, runtime: Runtime): Scorer {
  const candidates = embedCatalogue(trained, runtime);
  return {
    name: "two-tower",
    numCandidates: candidates.rows,
    scores: async (queries, out) => {
      const { embeddings } = await embedQueries(trained.query, queries, { runtime });
      runtime.scores({
        queries: embeddings,
        candidates: candidates.data,
        dim: candidates.dim,
        out,
      });
    },
  };
}
