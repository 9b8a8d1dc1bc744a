import { markdownTable } from "../../report/table.js";
import { builtFolders, recipeRunsFolder } from "../../where.js";
import { needData } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { digestOf, KeptRuns } from "./kept-runs.js";
import { recipeRows } from "./rows/index.js";
import { runRows } from "./run-rows.js";
import { figuresTable, judge, missedSentence } from "./table.js";
import { writeRecipePage } from "./write-page.js";

const SEEDS = [42, 43, 44];

/** That each recipe's means over the seeds are as asked; its page gets its figures and its curves. */
export const recipesPart: Part = {
  name: "recipes",
  title: "Recipes",
  page: "figures.md",
  run: runRecipes,
};

async function runRecipes({ say }: Context): Promise<Findings> {
  needData("ml-100k", "ml-1m", "ml-latest-small");
  const kept = await KeptRuns.open(recipeRunsFolder, await digestOf(builtFolders));
  const reports = await runRows(recipeRows, { seeds: SEEDS, kept, say });
  const verdicts = recipeRows.map((row) => judge(row, reports));
  for (const each of verdicts) await writeRecipePage(each, reports);
  const table = markdownTable(figuresTable(verdicts.flat(), reports));
  return {
    section: `${ABOUT}\n\n${table}`,
    missed: verdicts
      .flat()
      .filter(({ met }) => met === false)
      .map(missedSentence),
  };
}

const ABOUT = `Means over seeds ${SEEDS.join(", ")}, with the least and the greatest in brackets; \`source\` is what the recipe's source printed. Figures are of the test rows unless they say otherwise, among all films unless seen ones are excluded. Each recipe has [a page](recipes/README.md) with its curves.`;
