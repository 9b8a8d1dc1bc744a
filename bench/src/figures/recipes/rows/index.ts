import type { RecipeRow } from "../row.js";
import { basicRetrieval } from "./basic-retrieval.js";
import { content } from "./content.js";
import { context } from "./context.js";
import { latestSmall } from "./latest-small.js";
import { ml1m } from "./ml1m.js";
import { multitask } from "./multitask.js";

/** In the order of the table. */
export const recipeRows: readonly RecipeRow[] = [
  ...basicRetrieval,
  ...context,
  ...ml1m,
  ...latestSmall,
  ...content,
  ...multitask,
];
