import { type Competition, compete } from "../contest/compete.js";
import { allocatorTuned, TUNED_ALLOCATOR } from "../python/entrants.js";
import { ourRecipe, tfrsTwin } from "../recipe-twins/entrants.js";
import { TWINS_NOTES, twinTable } from "../recipe-twins/findings.js";
import { writeTestRows } from "../recipe-twins/test-rows.js";
import { folderOf, TWINS, type Twin } from "../recipe-twins/twins.js";
import { besideOurs } from "../results/beside-ours.js";
import { hasData } from "../where.js";
import { CannotMeasure, type Case, type Context } from "./case.js";

const TFRS = "TFRS, metrics off in training";

const SECTION = {
  title: "Every other recipe that TFRS can run, process start to metrics",
  command: "npm run bench -- --only recipe-twins",
  notes: TWINS_NOTES,
};

/** Each recipe from the start of its process to the metrics, beside the same in TFRS. */
export const recipeTwinCases: readonly Case[] = TWINS.map((twin) => ({
  name: `recipe-twins-${twin.recipe}`,
  title: `The whole of ${twin.recipe}, process start to metrics`,
  section: SECTION,
  async run(context) {
    const folder = folderOf(twin);
    if (!hasData(folder)) throw new CannotMeasure(`${folder} is not in the data folder`);
    if (context.quick && twin.isLong) throw new CannotMeasure("too long for a quick run");
    const competition = await race(twin, context);
    const { times, ratios } = besideOurs(`whole ${twin.recipe}`, competition, context);
    return {
      figures: [],
      times,
      ratios,
      leftOut: competition.leftOut.map(({ name, why }) => ({
        name: `${twin.recipe}, ${name}`,
        why,
      })),
      table: twinTable(twin, competition, ratios[0]),
      notes: [],
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
