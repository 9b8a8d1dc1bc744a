import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** All that TensorFlow Recommenders 0.7.7 exports, and what its changelog says that it does. */
const PUBLIC_NAMES = [
  "tfrs.Model",
  "tfrs.models.Model",
  "tfrs.tasks.Task",
  "tfrs.tasks.Retrieval",
  "tfrs.tasks.Ranking",
  "tfrs.metrics.Factorized",
  "tfrs.metrics.FactorizedTopK",
  "tfrs.layers.factorized_top_k.TopK",
  "tfrs.layers.factorized_top_k.Streaming",
  "tfrs.layers.factorized_top_k.BruteForce",
  "tfrs.layers.factorized_top_k.ScaNN",
  "tfrs.layers.feature_interaction.Cross",
  "tfrs.layers.dcn.Cross",
  "tfrs.layers.feature_interaction.MultiLayerDCN",
  "tfrs.layers.feature_interaction.DotInteraction",
  "tfrs.layers.loss.HardNegativeMining",
  "tfrs.layers.loss.RemoveAccidentalHits",
  "tfrs.layers.loss.SamplingProbablityCorrection",
  "tfrs.layers.blocks.MLP",
  "tfrs.layers.embedding.TPUEmbedding",
  "tfrs.experimental.layers.embedding.PartialTPUEmbedding",
  "tfrs.layers.feature_multiplexing.UnifiedEmbedding",
  "tfrs.layers.feature_multiplexing.UnifiedEmbeddingConfig",
  "tfrs.experimental.models.Ranking",
  "tfrs.experimental.optimizers.ClippyAdagrad",
  "tfrs.experimental.optimizers.CompositeOptimizer",
  "tfrs.examples.movielens.evaluate",
  "tfrs.examples.movielens.sample_listwise",
  "tfrs.types.Activation",
];

const page = readFileSync(new URL("../../docs/from-tfrs.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| \[`(tfrs\.[^`]+)`\]\(#([a-z-]+)\) \| (.+) \|$/gm)];

describe("docs/from-tfrs.md", () => {
  it("has a row for each public name, once", () => {
    expect(rows.map(([, name]) => name)).toEqual(PUBLIC_NAMES);
  });

  it("says of each what it is called here, how the two compare, and where both are written out", () => {
    const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) =>
      (title as string).toLowerCase().replaceAll(" ", "-"),
    );
    for (const [, name, anchor, cells] of rows) {
      expect(anchors, name).toContain(anchor);
      const [ours, compared] = (cells as string).split(" | ");
      expect(ours?.trim(), name).not.toBe("");
      expect(compared?.trim(), name).not.toBe("");
    }
    expect(new Set(rows.map(([, , anchor]) => anchor))).toEqual(new Set(anchors));
  });
});
