import { join } from "node:path";
import { markdownTable } from "../../report/table.js";
import { builtFolders, qualityRunsFolder } from "../../where.js";
import { needData } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { digestOf, KeptRuns } from "../recipes/kept-runs.js";
import { runRows } from "../recipes/run-rows.js";
import { judge } from "../recipes/table.js";
import { writeRecipePage } from "../recipes/write-page.js";
import { lastOutTable, RECIPE, recipeRow } from "./table.js";

const NAME = "leave-last-out";
const SEEDS = [42, 43, 44];

/** Each user's last film, guessed by the ones before: beside what papers print of models of sequences. */
export const leaveLastOutPart: Part = {
  name: NAME,
  title: "Each user's last film of 1m",
  page: "figures.md",
  run: runLeaveLastOut,
};

async function runLeaveLastOut({ say }: Context): Promise<Findings> {
  needData("ml-1m");
  const kept = await KeptRuns.open(join(qualityRunsFolder, NAME), await digestOf(builtFolders));
  const reports = await runRows([recipeRow], { seeds: SEEDS, kept, say });
  await writeRecipePage(judge(recipeRow, reports), reports, NAME);
  return {
    section: `${ABOUT}\n\n${markdownTable(lastOutTable(reports.get(RECIPE) ?? []))}`,
    missed: [],
  };
}

const ABOUT = `The last film of each of the 6,040 users, among all that they have not rated before: how often it is among the first ten (HR), and its NDCG. Ours are means over seeds ${SEEDS.join(", ")} of the first weights, with the least and the greatest in brackets; SASRec's and gSASRec's are what papers print of the same split and ranking. They train on all rows but each user's last two, ours on all but the last, and its settings were chosen by the last but one: [${RECIPE}](recipes/${RECIPE}.md).`;
