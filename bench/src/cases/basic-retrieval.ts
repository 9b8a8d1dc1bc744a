import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { movielens, tutorialSplit } from "towerkit";
import { type Competition, compete, type Values } from "../contest/compete.js";
import { type Entrant, processEntrant } from "../contest/contestant.js";
import { ourName, threadCounts } from "../contest/ours.js";
import { runProgram } from "../contest/run-program.js";
import { allocatorTuned, pythonProgram, TUNED_ALLOCATOR } from "../python/entrants.js";
import { besideOurs } from "../results/beside-ours.js";
import type { Findings } from "../results/result.js";
import { runRecipe } from "../run-recipe.js";
import { mean } from "../statistics.js";
import { dataDir, hasData } from "../where.js";
import { CannotMeasure, type Case, type Context } from "./case.js";

const PLAIN = "TFRS, metrics off in training";
const WITH_METRICS = "TFRS, as the tutorial has it";

/** From the start of the process to the metrics of the tutorial's model, data from files. */
export const basicRetrievalCase: Case = {
  name: "basic-retrieval",
  title: "The whole of basic-retrieval, process start to metrics",
  async run(context) {
    if (!hasData("ml-100k")) throw new CannotMeasure("ml-100k is not in the data folder");
    const competition = await compete(await entrants(context), {
      rounds: context.rounds(2),
      samples: 1,
      warmUp: 0,
      say: context.say,
    });
    return findings(competition, context);
  },
};

async function entrants(context: Context): Promise<Entrant[]> {
  const { threads, folder } = context;
  const testRows = join(folder, "test-rows.tsv");
  await writeFile(testRows, await tutorialTestRows());
  const python = await context.python();
  const tfrs = (name: string, flags: readonly string[], env: Record<string, string> = {}) =>
    processEntrant(name, async () => {
      const args = [join(dataDir, "ml-100k"), testRows, ...flags];
      const program = pythonProgram("tfrs_basic_retrieval.py", { python, threads, args, env });
      const { lastLine, milliseconds } = await runProgram(program);
      return { milliseconds: [milliseconds], values: JSON.parse(lastLine) as Values };
    });
  const metrics = ["--metrics-in-training"];
  return [
    ...threadCounts(threads).map(ours),
    tfrs(PLAIN, []),
    tfrs(allocatorTuned(PLAIN), [], TUNED_ALLOCATOR),
    tfrs(WITH_METRICS, metrics),
    tfrs(allocatorTuned(WITH_METRICS), metrics, TUNED_ALLOCATOR),
  ];
}

/** The tutorial's test rows, one "user, tab, movie" a line. */
async function tutorialTestRows(): Promise<string> {
  const { ratings } = await movielens("100k", { dataDir });
  const { test } = tutorialSplit(ratings);
  const movies = test.array("movie_id");
  return Array.from(test.array("user_id"), (user, row) => `${user}\t${movies[row]}`).join("\n");
}

const ours = (threads: number): Entrant =>
  processEntrant(ourName(threads), async () => {
    const { report, processSeconds } = await runRecipe("basic-retrieval", { seed: 42, threads });
    const top100 = report.test.top_k["100"] as number;
    return { milliseconds: [processSeconds * 1000], values: { top_100: [top100] } };
  });

function findings(competition: Competition, context: Context): Findings {
  const beside = besideOurs("whole basic-retrieval", competition, context);
  const accuracies = competition.measurements.map(
    ({ name, values }) => `${name} ${mean(values["top_100"] ?? []).toFixed(4)}`,
  );
  return {
    figures: [beside.fasterThan(PLAIN, 25), beside.fasterThan(WITH_METRICS, 45)],
    times: beside.times,
    ratios: beside.ratios,
    leftOut: competition.leftOut,
    notes: [
      "Ours also ranks the train rows, the test rows without seen films, and two baselines, and " +
        `writes a bundle. Test top-100: ${accuracies.join("; ")}.`,
    ],
  };
}
