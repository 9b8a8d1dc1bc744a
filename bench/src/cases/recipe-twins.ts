import { type Competition, compete } from "../contest/compete.js";
import { allocatorTuned, TUNED_ALLOCATOR } from "../python/entrants.js";
import { ourRecipe, tfrsTwin } from "../recipe-twins/entrants.js";
import { accuracies } from "../recipe-twins/findings.js";
import { writeTestRows } from "../recipe-twins/test-rows.js";
import { folderOf, TWINS, type Twin } from "../recipe-twins/twins.js";
import { besideOurs } from "../results/beside-ours.js";
import { hasData } from "../where.js";
import { CannotMeasure, type Case, type Context } from "./case.js";

const TFRS = "TFRS, metrics off in training";

/** Each recipe from the start of its process to the metrics, beside the same in TFRS. */
export const recipeTwinCases: readonly Case[] = TWINS.map((twin) => ({
  name: `recipe-twins-${twin.recipe}`,
  title: `The whole of ${twin.recipe}, process start to metrics`,
  async run(context) {
    const folder = folderOf(twin);
    if (!hasData(folder)) throw new CannotMeasure(`${folder} is not in the data folder`);
    if (context.quick && twin.isLong) throw new CannotMeasure("too long for a quick run");
    const competition = await race(twin, context);
    const beside = besideOurs(`whole ${twin.recipe}`, competition, context);
    return {
      figures: [beside.fasterThan(TFRS)],
      times: beside.times,
      ratios: beside.ratios,
      leftOut: competition.leftOut,
      notes: [accuracies(competition)],
    };
  },
}));

async function race(twin: Twin, context: Context): Promise<Competition> {
  const { threads, folder } = context;
  const ours = ourRecipe(twin, threads);
  const theirs = tfrsTwin(twin, {
    name: allocatorTuned(TFRS),
    testRows: await writeTestRows(twin, folder),
    python: await context.python(),
    threads,
    env: TUNED_ALLOCATOR,
  });
  return compete([ours, theirs], {
    rounds: context.rounds(twin.isLong ? 1 : 2),
    samples: 1,
    warmUp: 0,
    say: context.say,
  });
}
