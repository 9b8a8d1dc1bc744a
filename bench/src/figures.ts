import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { conformWithKeras } from "./conformance.js";
import { type Report, runRecipe } from "./run-recipe.js";
import { mean, spread } from "./statistics.js";

const SEEDS = [42, 43, 44];

/** What a recipe must show: the range for the mean over the seeds. */
interface Figure {
  readonly recipe: string;
  readonly what: string;
  readonly of: (report: Report) => number;
  readonly popularity: (report: Report) => number;
  readonly random: (report: Report) => number;
  readonly least: number;
  readonly most: number;
}

type Part = "test" | "testSeenExcluded";

function figure(recipe: string, part: Part, k: string, least: number, most = 1): Figure {
  return {
    recipe,
    what: `top-${k}${part === "test" ? "" : ", seen excluded"}`,
    of: (report) => report[part].top_k[k] as number,
    popularity: (report) => report.baselines.popularity[part].top_k[k] as number,
    random: (report) => report.baselines.random[part].top_k[k] as number,
    least,
    most,
  };
}

const FIGURES = [
  figure("quickstart", "test", "100", 0.385, 0.41),
  figure("quickstart", "testSeenExcluded", "100", 0.595, 0.62),
  figure("basic-retrieval", "test", "100", 0.225, 0.245),
  figure("basic-retrieval", "testSeenExcluded", "100", 0),
  figure("basic-retrieval", "test", "10", 0.019),
  figure("basic-retrieval", "test", "1", 0.001, 0.0025),
];

const lines = [
  "# Figures",
  "",
  `Means over seeds ${SEEDS.join(", ")}, with the least and the greatest in brackets, on MovieLens 100k.`,
  "Measured by `npm run figures`.",
  "",
  "| recipe | test metric | model | popularity | random | range to meet | met |",
  "|---|---|---|---|---|---|---|",
];
let missed = 0;
for (const recipe of new Set(FIGURES.map((each) => each.recipe))) {
  const reports: Report[] = [];
  for (const seed of SEEDS) reports.push((await runRecipe(recipe, { seed })).report);
  for (const each of FIGURES.filter((candidate) => candidate.recipe === recipe)) {
    const average = mean(reports.map(each.of));
    const met = average >= each.least && average <= each.most;
    if (!met) missed++;
    const range = rangeText(each);
    const cells = [each.of, each.popularity, each.random].map((of) => withSpread(reports.map(of)));
    lines.push(
      `| \`${recipe}\` | ${each.what} | ${cells.join(" | ")} | ${range} | ${range === "-" ? "-" : met ? "yes" : "no"} |`,
    );
  }
}
const page = `${lines.join("\n")}\n`;
await writeFile(fileURLToPath(new URL("../../docs/figures.md", import.meta.url)), page);
console.log(page);
const conforms = await conformWithKeras((line) => console.error(line));
if (missed > 0 || !conforms) process.exitCode = 1;

/** A figure without a range is there to be read. */
function rangeText({ least, most }: Figure): string {
  if (most < 1) return `${least} to ${most}`;
  return least > 0 ? `≥ ${least}` : "-";
}

function withSpread(values: readonly number[]): string {
  const [least, most] = spread(values);
  return `${mean(values).toFixed(4)} (${least.toFixed(4)} to ${most.toFixed(4)})`;
}
