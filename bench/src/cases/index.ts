import { basicRetrievalCase } from "./basic-retrieval.js";
import type { Case } from "./case.js";
import { contextFeaturesCase } from "./context-features.js";
import { evaluationCase } from "./evaluation.js";
import { kernelsCase } from "./kernels.js";
import { largeBatchCase } from "./large-batch.js";
import { recipeTwinCases } from "./recipe-twins.js";
import { startUpCase } from "./start-up.js";
import { trainStepCases } from "./train-step.js";
import { vocabularyGrowthCase } from "./vocabulary-growth.js";

/** In the order in which they run and stand on the page. */
export const cases: readonly Case[] = [
  ...trainStepCases,
  contextFeaturesCase,
  basicRetrievalCase,
  ...recipeTwinCases,
  evaluationCase,
  largeBatchCase,
  vocabularyGrowthCase,
  kernelsCase,
  startUpCase,
];
