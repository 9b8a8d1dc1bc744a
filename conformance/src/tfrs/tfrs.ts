import type { Claims } from "../cases.js";
import { clippyClaims } from "./clippy.js";
import { compositeClaims } from "./composite.js";
import { embeddingTableClaims } from "./embedding-tables.js";
import { layerClaims } from "./layers.js";
import { listwiseClaims } from "./listwise.js";
import { logitClaims } from "./logits.js";
import { metricClaims } from "./metric.js";
import { modelClaims } from "./model.js";
import { movielensEvaluateClaims } from "./movielens-evaluate.js";
import { optimizerClaims } from "./optimizer.js";
import { preprocessingClaims } from "./preprocessing.js";
import { rankingClaims } from "./ranking.js";
import { rankingGridClaims } from "./ranking-grid.js";
import { rankingModelClaims } from "./ranking-model.js";
import { retrievalClaims } from "./retrieval.js";
import { topKClaims } from "./topk.js";

/** What runs each case of TensorFlow Recommenders. */
export const claims: Claims = {
  ...retrievalClaims,
  ...logitClaims,
  ...rankingClaims,
  ...metricClaims,
  ...topKClaims,
  ...layerClaims,
  ...modelClaims,
  ...rankingModelClaims,
  ...rankingGridClaims,
  ...embeddingTableClaims,
  ...clippyClaims,
  ...compositeClaims,
  ...optimizerClaims,
  ...movielensEvaluateClaims,
  ...listwiseClaims,
  ...preprocessingClaims,
};
