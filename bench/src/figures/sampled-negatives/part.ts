import { join } from "node:path";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { leaveLastOut, movielens } from "towerkit";
import { markdownTable } from "../../report/table.js";
import { runRecipe } from "../../run-recipe.js";
import { builtFolders, dataDir, qualityRunsFolder, rankerFolders } from "../../where.js";
import { needData } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { describedSettings } from "../quality/rankers.js";
import { digestOf, KeptRuns } from "../recipes/kept-runs.js";
import { runRows } from "../recipes/run-rows.js";
import { type Found, measure, measureBundle, NEGATIVES } from "./found.js";
import { sampledRankers } from "./rankers.js";
import { type Line, PUBLISHED, sampledTable } from "./table.js";

const NAME = "sampled-negatives";
const SEEDS = [42, 43, 44];
/** The first reads no order, as what is published; the second does, and takes many minutes a seed. */
const RECIPES = [
  { recipe: "best-1m-last", seeds: SEEDS },
  { recipe: "next-1m", seeds: SEEDS.slice(0, 1) },
];

const folderOf = (what: string) => join(qualityRunsFolder, NAME, what);

/** Each user's last film among a hundred drawn ones: beside what papers print of NeuMF and implicit ALS. */
export const sampledNegativesPart: Part = {
  name: NAME,
  title: "Each user's last film of 1m among 100 drawn ones",
  page: "figures.md",
  run: runSampled,
};

async function runSampled({ say }: Context): Promise<Findings> {
  needData("ml-1m");
  const runtime = await createRuntime();
  try {
    const lines = [...(await rankerLines(runtime, say)), ...(await recipeLines(runtime, say))];
    return {
      section: `${ABOUT}\n\n${markdownTable(sampledTable(lines, PUBLISHED))}`,
      missed: [],
    };
  } finally {
    await runtime.close();
  }
}

async function rankerLines(runtime: Runtime, say: Context["say"]): Promise<readonly Line[]> {
  const kept = await KeptRuns.open<Found>(folderOf("rankers"), await digestOf(rankerFolders));
  const { ratings, movies } = await movielens("1m", { dataDir });
  const candidateIds = [...new Set(movies.array("movie_title"))];
  const lastOut = { ...leaveLastOut(ratings), candidateIds };
  const training = { train: lastOut.train, candidateIds, itemKey: "movie_title", runtime };
  const lines: Line[] = [];
  for (const { name, settings, learn } of sampledRankers(SEEDS)) {
    const found: Found[] = [];
    for (const each of settings) {
      const key = [name, ...Object.values(each)].join("-");
      let known = await kept.get(key);
      if (known === undefined) {
        say(key);
        known = await measure(await learn(training, each), lastOut, { runtime });
        await kept.keep(key, known);
      }
      found.push(known);
    }
    const { seed: _, ...told } = settings[0] ?? {};
    lines.push({ name, settings: describedSettings(told), found });
  }
  return lines;
}

async function recipeLines(runtime: Runtime, say: Context["say"]): Promise<readonly Line[]> {
  const state = await digestOf(builtFolders);
  const kept = await KeptRuns.open(folderOf("recipes"), state);
  const keptFound = await KeptRuns.open<Found>(folderOf("models"), state);
  const lines: Line[] = [];
  for (const { recipe, seeds } of RECIPES) {
    await runRows([{ recipe, validateEvery: "own", figures: [] }], {
      seeds,
      kept,
      say,
      // A run is kept, and its bundle removed, after this.
      async run(name, options) {
        const made = await runRecipe(name, options);
        const found = await measureBundle(options.out as string, runtime);
        await keptFound.keep(`${name}-${options.seed}`, found);
        return made;
      },
    });
    const found = await Promise.all(seeds.map((seed) => keptFound.get(`${recipe}-${seed}`)));
    lines.push({
      name: `\`${recipe}\``,
      settings: "",
      found: found.filter((each) => each !== undefined),
    });
  }
  return lines;
}

const ABOUT = `The last film of each of the 6,040 users, among it and ${NEGATIVES.count} others, drawn evenly (seed ${NEGATIVES.seed}) from the films that somebody rated and this user never did; every ranker meets the same. HR is how often it is among the first ten; equal scores rank in the catalogue's order. Means over seeds ${SEEDS.join(", ")} of the first weights, with the least and the greatest in brackets (\`next-1m\`: seed ${SEEDS[0]} alone); ItemKNN, EASE and popularity have none. What is published is on other draws of the same kind (the papers' files hold 99 a user), and its rankers read no order of a user's films, nor do ours but [next-1m](recipes/next-1m.md). No setting was chosen by these rows: all models have those of [another split](#a-tenth-of-each-users-rows-of-1m), by its validation rows ([best-1m-last](recipes/best-1m-last.md)), but next-1m, whose settings were found by each user's last row but one. The published implicit ALS has twice our width, 192 numbers.

Ranks among drawn films flatter: nearly all of a hundred are films that nobody would show this user, and rankers may come out in another order than among all films ([Krichene and Rendle, 2020](https://doi.org/10.1145/3394486.3403226)). They stand here for the papers' sake alone; the last column is what the same rankers come to among all rated films, as does [the section on each user's last film](#each-users-last-film-of-1m).`;
