import { join } from "node:path";
import { createRuntime } from "@towerkit/kernels";
import { markdownTable } from "../../report/table.js";
import type { Report } from "../../run-recipe.js";
import { mean } from "../../statistics.js";
import { builtFolders, qualityRunsFolder, rankerFolders } from "../../where.js";
import { needData } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { digestOf, KeptRuns } from "../recipes/kept-runs.js";
import { runRows } from "../recipes/run-rows.js";
import { type Found, foundIn } from "./found.js";
import { type PerUserRow, perUserRows, SEEDS } from "./rows.js";
import { type Line, perUserTable } from "./table.js";
import { tunedLines } from "./tuned-lines.js";

/** Recall, NDCG and MRR at 10, means over users, beside rankers of other kinds. */
export const perUserParts: readonly Part[] = perUserRows.map((row) => ({
  name: row.name,
  title: row.title,
  page: "figures.md",
  run: (context) => runPerUser(row, context),
}));

async function runPerUser(row: PerUserRow, { say }: Context): Promise<Findings> {
  needData("ml-1m");
  const { recipe, published, about } = row;
  const folderOf = (what: string) => join(qualityRunsFolder, row.folder, what);
  const kept = await KeptRuns.open(folderOf("recipes"), await digestOf(builtFolders));
  const keptRankers = await KeptRuns.open<Found>(
    folderOf("rankers"),
    await digestOf(rankerFolders),
  );
  const reports = await runRows([{ recipe, validateEvery: "own", figures: [] }], {
    seeds: SEEDS,
    kept,
    say,
  });
  const runs = reports.get(recipe) ?? [];
  const ours = { name: `\`${recipe}\``, settings: "", found: runs.map(oursOf) };
  const runtime = await createRuntime();
  try {
    const rankers = { row, seeds: SEEDS, runtime, kept: keptRankers, say };
    const lines = [...trivialLines(runs), ...(await tunedLines(rankers)), ours];
    return {
      section: `${about}\n\n${markdownTable(perUserTable(lines, published))}`,
      missed: missedOf(row, lines),
    };
  } finally {
    await runtime.close();
  }
}

const oursOf = ({ testSeenExcluded }: Report): Found => foundIn(testSeenExcluded);

function trivialLines(runs: readonly Report[]): Line[] {
  return (["random", "popularity"] as const).map((name) => {
    const found = runs.map(({ baselines }) => foundIn(baselines[name].testSeenExcluded));
    return { name, settings: "", found };
  });
}

/** Holds ours against popularity, ItemKNN and a share of EASE, where that is asked. */
export function missedOf(
  { recipe, shareOfEase }: Pick<PerUserRow, "recipe" | "shareOfEase">,
  lines: readonly Line[],
): string[] {
  if (shareOfEase === undefined) return [];
  const recallOf = (name: string) =>
    mean((lines.find((line) => line.name === name)?.found ?? []).map(({ recall }) => recall));
  const ours = recallOf(`\`${recipe}\``);
  const asked = [
    { least: recallOf("popularity"), what: "popularity's" },
    { least: recallOf("ItemKNN"), what: "ItemKNN's" },
    { least: shareOfEase * recallOf("EASE"), what: `${shareOfEase} of EASE's` },
  ];
  return asked
    .filter(({ least }) => !(ours > least))
    .map(({ least, what }) => {
      return `${recipe}'s recall@10 is ${ours.toFixed(4)}, not above ${what}, ${least.toFixed(4)}`;
    });
}
