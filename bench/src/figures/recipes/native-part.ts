import { markdownTable } from "../../report/table.js";
import { runRecipe } from "../../run-recipe.js";
import { builtFolders, nativeRecipeRunsFolder, recipeRunsFolder } from "../../where.js";
import { needData, needTfjsNode } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { digestOf, KeptRuns } from "./kept-runs.js";
import { missedOnNative, nativeTable } from "./native-table.js";
import type { RecipeRow } from "./row.js";
import { content } from "./rows/content.js";
import { context } from "./rows/context.js";
import { multitask } from "./rows/multitask.js";
import { runRows } from "./run-rows.js";
import { judge } from "./table.js";

/** All whose towers or heads have dense layers: the products of those run on TensorFlow. */
const denseRows: readonly RecipeRow[] = [...context, ...content, ...multitask];

const SEEDS = [42];

/** That recipes with dense layers come to what is asked of them under `--engine tfjs-node` too. */
export const nativeRecipesPart: Part = {
  name: "native-recipes",
  title: "Recipes with dense layers on tfjs-node",
  page: "figures.md",
  run: runOnNative,
};

async function runOnNative({ say }: Context): Promise<Findings> {
  needTfjsNode();
  needData("ml-100k", "ml-latest-small");
  const state = await digestOf(builtFolders);
  const onDefault = await runRows(denseRows, {
    seeds: SEEDS,
    kept: await KeptRuns.open(recipeRunsFolder, state),
    say,
  });
  const onNative = await runRows(denseRows, {
    seeds: SEEDS,
    kept: await KeptRuns.open(nativeRecipeRunsFolder, state),
    say: (line) => say(`${line}, tfjs-node`),
    run: (recipe, options) => runRecipe(recipe, { ...options, engine: "tfjs-node" }),
  });
  const verdicts = denseRows.flatMap((row) => judge(row, onNative));
  return {
    section: `${ABOUT}\n\n${markdownTable(nativeTable(verdicts, onDefault))}`,
    missed: missedOnNative(verdicts, onNative),
  };
}

const ABOUT = `Seed ${SEEDS.join(", ")} on both engines, our kernels on one thread. On tfjs-node the layers' larger products run in TensorFlow's native library, whose sums differ in their last bits, so after thousands of steps the weights differ, and where layers are stacked the figures do. The same is asked of them as in the section on recipes.`;
