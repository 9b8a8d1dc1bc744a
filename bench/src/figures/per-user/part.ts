import { join } from "node:path";
import { createRuntime } from "@towerkit/kernels";
import { markdownTable } from "../../report/table.js";
import type { Report } from "../../run-recipe.js";
import { mean } from "../../statistics.js";
import { builtFolders, qualityRunsFolder, rankerFolders } from "../../where.js";
import { needData } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { RANKERS_1M } from "../quality/rankers.js";
import { digestOf, KeptRuns } from "../recipes/kept-runs.js";
import { runRows } from "../recipes/run-rows.js";
import { type Found, foundIn } from "./found.js";
import { type Line, perUserTable } from "./table.js";
import { tunedLines } from "./tuned-lines.js";

const SEEDS = [42, 43, 44];
const RECIPE = "best-1m-per-user";

/** What is asked: ahead of ItemKNN, and at least so much of what EASE comes to. */
const SHARE_OF_EASE = 0.95;

/** Recall, NDCG and MRR at 10 on a tenth of each user's rows, beside tuned rankers of other kinds. */
export const perUserPart: Part = {
  name: "per-user-1m",
  title: "A tenth of each user's rows of 1m",
  page: "figures.md",
  run: runPerUser,
};

async function runPerUser({ say }: Context): Promise<Findings> {
  needData("ml-1m");
  const folderOf = (what: string) => join(qualityRunsFolder, "1m-per-user", what);
  const kept = await KeptRuns.open(folderOf("recipes"), await digestOf(builtFolders));
  const keptRankers = await KeptRuns.open<Found>(
    folderOf("rankers"),
    await digestOf(rankerFolders),
  );
  const reports = await runRows([{ recipe: RECIPE, validateEvery: "own", figures: [] }], {
    seeds: SEEDS,
    kept,
    say,
  });
  const runs = reports.get(RECIPE) ?? [];
  const ours = { name: `\`${RECIPE}\``, settings: "", found: runs.map(oursOf) };
  const runtime = await createRuntime();
  try {
    const rankers = { rankers: RANKERS_1M, seeds: SEEDS, runtime, kept: keptRankers, say };
    const lines = [...trivialLines(runs), ...(await tunedLines(rankers)), ours];
    return {
      section: `${ABOUT}\n\n${markdownTable(perUserTable(lines))}`,
      missed: missedOf(lines),
    };
  } finally {
    await runtime.close();
  }
}

const ABOUT = `Of each user's rows a tenth is for testing and a tenth for validation, drawn at random; models learn from the rest. Ranked are all films that the user has neither in the train nor in the validation rows. Recall is the share of a user's test films among the first ten; means over users, then over seeds ${SEEDS.join(", ")} with the least and the greatest in brackets. ItemKNN, EASE and implicit ALS have the settings with the best recall on the first seed's validation rows; \`${RECIPE}\` has those of [best-1m](recipes/best-1m.md), with the penalties that were best at unseen films there.`;

const oursOf = ({ testSeenExcluded }: Report): Found => foundIn(testSeenExcluded);

function trivialLines(runs: readonly Report[]): Line[] {
  return (["random", "popularity"] as const).map((name) => {
    const found = runs.map(({ baselines }) => foundIn(baselines[name].testSeenExcluded));
    return { name, settings: "", found };
  });
}

function missedOf(lines: readonly Line[]): string[] {
  const recallOf = (name: string) =>
    mean((lines.find((line) => line.name === name)?.found ?? []).map(({ recall }) => recall));
  const ours = recallOf(`\`${RECIPE}\``);
  const asked = [
    { least: recallOf("popularity"), what: "popularity's" },
    { least: recallOf("ItemKNN"), what: "ItemKNN's" },
    { least: SHARE_OF_EASE * recallOf("EASE"), what: `${SHARE_OF_EASE} of EASE's` },
  ];
  return asked
    .filter(({ least }) => !(ours > least))
    .map(({ least, what }) => {
      return `${RECIPE}'s recall@10 is ${ours.toFixed(4)}, not above ${what}, ${least.toFixed(4)}`;
    });
}
