import { type Competition, compete } from "../contest/compete.js";
import type { Entrant } from "../contest/contestant.js";
import { threadCounts } from "../contest/ours.js";
import { allocatorTuned, TUNED_ALLOCATOR } from "../python/entrants.js";
import { ourRecipe, tfrsTwin } from "../recipe-twins/entrants.js";
import { accuracies } from "../recipe-twins/findings.js";
import { writeTestRows } from "../recipe-twins/test-rows.js";
import { BASIC_RETRIEVAL } from "../recipe-twins/twins.js";
import { besideOurs } from "../results/beside-ours.js";
import type { Findings } from "../results/result.js";
import { hasData } from "../where.js";
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
  const twin = BASIC_RETRIEVAL;
  const options = { python: await context.python(), threads };
  const testRows = await writeTestRows(twin, folder);
  const tfrs = (name: string, args: readonly string[]) => [
    tfrsTwin(twin, { ...options, name, testRows, args }),
    tfrsTwin(twin, {
      ...options,
      name: allocatorTuned(name),
      testRows,
      args,
      env: TUNED_ALLOCATOR,
    }),
  ];
  return [
    ...threadCounts(threads).map((count) => ourRecipe(twin, count)),
    ...tfrs(PLAIN, []),
    ...tfrs(WITH_METRICS, ["--metrics-in-training"]),
  ];
}

function findings(competition: Competition, context: Context): Findings {
  const beside = besideOurs("whole basic-retrieval", competition, context);
  return {
    figures: [beside.fasterThan(PLAIN, 25), beside.fasterThan(WITH_METRICS, 45)],
    times: beside.times,
    ratios: beside.ratios,
    leftOut: competition.leftOut,
    notes: [accuracies(competition)],
  };
}
