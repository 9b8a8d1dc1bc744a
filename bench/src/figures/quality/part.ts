import { join } from "node:path";
import { createRuntime } from "@towerkit/kernels";
import { markdownTable } from "../../report/table.js";
import type { Report } from "../../run-recipe.js";
import { mean } from "../../statistics.js";
import { builtFolders, qualityRunsFolder, rankerFolders } from "../../where.js";
import { meanWithSpread } from "../mean-with-spread.js";
import { needData } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { digestOf, KeptRuns } from "../recipes/kept-runs.js";
import { runRows } from "../recipes/run-rows.js";
import { describedSettings } from "./rankers.js";
import { type QualityRow, qualityRows } from "./rows.js";
import { type Accuracy, tuned } from "./tuned.js";
import { recipeRowsOf, writePages } from "./write-pages.js";

const SEEDS = [42, 43, 44];

/** What the best recipes come to beside tuned rankers of other kinds: a part for each data set. */
export const qualityParts: readonly Part[] = qualityRows.map((row) => ({
  name: `quality-${row.dataset}`,
  title: `Quality on a random split of ${row.dataset}`,
  page: "figures.md",
  run: (context) => runQuality(row, context),
}));

async function runQuality(row: QualityRow, { say }: Context): Promise<Findings> {
  needData(row.folder);
  const folderOf = (what: string) => join(qualityRunsFolder, row.dataset, what);
  const kept = await KeptRuns.open(folderOf("recipes"), await digestOf(builtFolders));
  const keptRankers = await KeptRuns.open<Accuracy>(
    folderOf("rankers"),
    await digestOf(rankerFolders),
  );
  const reports = await runRows(recipeRowsOf(row), { seeds: SEEDS, kept, say });
  await writePages(row, reports);
  const lines = oursAndTrivial(row, reports);
  const runtime = await createRuntime();
  try {
    for (const ranker of row.rankers) {
      const options = { row, ranker, seeds: SEEDS, runtime, kept: keptRankers, say };
      for (const { settings, found } of await tuned(options)) {
        lines.push({ name: ranker.name, settings: describedSettings(settings), found });
      }
    }
  } finally {
    await runtime.close();
  }
  return {
    section: `${aboutOf(row)}\n\n${markdownTable(tableOf(lines))}`,
    missed: missedOf(row, reports),
  };
}

const aboutOf = ({ foundIn }: QualityRow) =>
  `Share of the test rows whose film is among the first 100: of all films, and of those that the user's train rows lack. Means over seeds ${SEEDS.join(", ")} of the split and of training, with the least and the greatest in brackets. ItemKNN, EASE and implicit ALS have the settings that were best on a tenth of the first seed's train rows, by the mean of both shares and by the second. The recipes' settings were chosen on the same rows ([${foundIn}](recipes/${foundIn}.md)). Nothing was chosen by a test row.`;

/** One line of a table. */
export interface Line {
  readonly name: string;
  readonly settings: string;
  /** One a seed. */
  readonly found: readonly Accuracy[];
}

function oursAndTrivial({ recipes }: QualityRow, reports: ReadonlyMap<string, readonly Report[]>) {
  const lines: Line[] = [];
  for (const { name } of recipes) {
    const runs = reports.get(name) ?? [];
    if (lines.length === 0) {
      for (const trivial of ["random", "popularity"] as const) {
        const found = runs.map(({ baselines }) => accuracyOf(baselines[trivial]));
        lines.push({ name: trivial, settings: "", found });
      }
    }
    lines.push({ name: `\`${name}\``, settings: "", found: runs.map(accuracyOf) });
  }
  return lines;
}

const accuracyOf = (of: Pick<Report, "test" | "testSeenExcluded">): Accuracy => ({
  top100: of.test.top_k["100"] as number,
  top100Unseen: of.testSeenExcluded.top_k["100"] as number,
});

/** The worst first, by the ranking without seen films. */
export function tableOf(lines: readonly Line[]) {
  const unseen = ({ found }: Line) => mean(found.map(({ top100Unseen }) => top100Unseen));
  return {
    columns: ["ranker", "settings", "top-100", "top-100, seen excluded"],
    rows: [...lines]
      .sort((a, b) => unseen(a) - unseen(b))
      .map(({ name, settings, found }) => [
        name,
        settings,
        meanWithSpread(found.map(({ top100 }) => top100)),
        meanWithSpread(found.map(({ top100Unseen }) => top100Unseen)),
      ]),
  };
}

function missedOf(
  { recipes }: QualityRow,
  reports: ReadonlyMap<string, readonly Report[]>,
): string[] {
  return recipes.flatMap(({ name, asked = {} }) => {
    const found = (reports.get(name) ?? []).map(accuracyOf);
    return (["top100", "top100Unseen"] as const).flatMap((measure) => {
      const least = asked[measure];
      const ours = mean(found.map((each) => each[measure]));
      const what = measure === "top100" ? "top-100" : "top-100, seen excluded,";
      if (least === undefined || ours >= least) return [];
      return [`${name}'s ${what} is ${ours.toFixed(4)}, not ≥ ${least}`];
    });
  });
}
