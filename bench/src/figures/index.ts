import { kerasPart } from "../oracle/keras-part.js";
import { metricsPart } from "../oracle-metrics/metrics-oracle.js";
import { kernelsFuzzPart } from "./kernels-fuzz.js";
import { killPart } from "./kill-9.js";
import { leaveLastOutPart } from "./leave-last-out/part.js";
import { lossCurvePart } from "./loss-curve.js";
import { nativeEnginePart } from "./native-engine.js";
import type { Part } from "./part.js";
import { perUserParts } from "./per-user/part.js";
import { qualityParts } from "./quality/part.js";
import { rankerPart } from "./ranker/part.js";
import { nativeRecipesPart } from "./recipes/native-part.js";
import { recipesPart } from "./recipes/part.js";
import { sameBitsPart } from "./same-bits.js";
import { sampledNegativesPart } from "./sampled-negatives/part.js";

/** In the order in which they run. */
export const parts: readonly Part[] = [
  recipesPart,
  nativeRecipesPart,
  ...qualityParts,
  ...perUserParts,
  leaveLastOutPart,
  sampledNegativesPart,
  rankerPart,
  sameBitsPart,
  killPart,
  kernelsFuzzPart,
  nativeEnginePart,
  kerasPart,
  metricsPart,
  lossCurvePart,
];
