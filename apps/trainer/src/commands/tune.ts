import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { MovieLensByName, MovieLensName } from "@towerkit/datasets";
import { createRuntime } from "@towerkit/kernels";
import type { CommandContext } from "../cli/context.js";
import { UsageError } from "../cli/failures.js";
import { layOutTable } from "../output/table.js";
import { loadMovieLens } from "../training/movielens.js";
import { OBJECTIVES, type Objective, type Ranked, ranked } from "../tuning/ranked.js";
import { search } from "../tuning/search.js";
import { drawChoice } from "../tuning/space.js";
import { type Trial, TrialLog } from "../tuning/trial-log.js";
import { runInProcess } from "../tuning/trial-process.js";
import type { Tunable, TuningData } from "../tuning/tunable.js";
import { TUNABLES } from "../tuning/tunables.js";

export interface TuneOptions {
  readonly trials: number;
  readonly jobs?: number;
  readonly out?: string;
  readonly dataDir?: string;
  /** Does this trial alone and writes it to standard output: what a search asks of its processes. */
  readonly trial?: number;
}

/** How many of the best are shown. */
const SHOWN = 10;

/** `towerkit tune RECIPE`. */
export async function tune(
  context: CommandContext,
  options: TuneOptions,
  name: string,
): Promise<void> {
  await tuneWith(context, options, tunableNamed(name));
}

/** Searches the settings of one recipe. */
export async function tuneWith(
  context: CommandContext,
  options: TuneOptions,
  tunable: Tunable,
): Promise<void> {
  const { seed } = context.options;
  const data = await tunable.load({
    seed,
    movielens: <N extends MovieLensName>(name: N): Promise<MovieLensByName[N]> =>
      loadMovieLens(name, options.dataDir === undefined ? {} : options, context),
  });
  const inThisProcess = (trial: number) => runTrial(tunable, data, { seed, trial });
  if (options.trial !== undefined) {
    context.say(JSON.stringify(await inThisProcess(options.trial)));
    return;
  }
  const { trials, jobs = Math.min(availableParallelism(), trials) } = options;
  const log = await TrialLog.open(options.out ?? join("tuning", tunable.name), {
    recipe: tunable.name,
    seed,
    data: data.digest,
    space: tunable.space,
    epochs: tunable.epochs,
  });
  await search({
    trials,
    jobs,
    log,
    run:
      jobs === 1
        ? inThisProcess
        : (trial) => runInProcess(trial, commandLine(tunable.name, seed, options)),
    onTrial: (trial) => context.note(describeTrial(trial, trials)),
  });
  const done = log.first(trials);
  for (const objective of Object.keys(OBJECTIVES) as Objective[]) {
    context.say(HEADINGS[objective]);
    context.say();
    for (const line of layOutRanked(ranked(done, objective).slice(0, SHOWN))) context.say(line);
    context.say();
  }
  await context.writeJson(async () => (await import("../schema/tune.js")).tuneSchema, {
    schema: 1,
    recipe: tunable.name,
    seed,
    trials: done.map((trial) => ({ ...trial, measures: [...trial.measures] })),
    best: { both: ranked(done, "both")[0], unseen: ranked(done, "unseen")[0] },
  });
}

const HEADINGS: Readonly<Record<Objective, string>> = {
  both: "By the mean of both rankings of the validation rows",
  unseen: "By the ranking of films that were not seen in training",
};

/** The settings and measures of one trial; one thread, as trials run side by side. */
async function runTrial(
  tunable: Tunable,
  data: TuningData,
  { seed, trial }: { readonly seed: number; readonly trial: number },
): Promise<Trial> {
  const began = performance.now();
  const runtime = await createRuntime({ threads: 1 });
  try {
    const settings = drawChoice(tunable.space, { seed, trial });
    const measures = await tunable.run(data, settings, { epochs: tunable.epochs, seed, runtime });
    return { trial, settings, measures, seconds: (performance.now() - began) / 1000 };
  } finally {
    await runtime.close();
  }
}

function commandLine(name: string, seed: number, { dataDir }: TuneOptions): readonly string[] {
  return ["tune", name, "--seed", String(seed), ...(dataDir ? ["--data-dir", dataDir] : [])];
}

function describeTrial({ trial, measures, seconds }: Trial, trials: number): string {
  const most = (of: "top100" | "top100Unseen") =>
    measures.reduce((best, measure) => Math.max(best, measure[of]), 0).toFixed(4);
  return `trial ${trial + 1} of ${trials}: at best ${most("top100")}, ${most("top100Unseen")} seen excluded, in ${seconds.toFixed(0)} s`;
}

function layOutRanked(best: readonly Ranked[]): string[] {
  const names = Object.keys(best[0]?.settings ?? {});
  return layOutTable(
    [
      ["trial", "top-100", "seen excluded", ...names, "epochs"],
      ...best.map(({ trial, top100, top100Unseen, settings, epochs }) => [
        String(trial),
        top100.toFixed(4),
        top100Unseen.toFixed(4),
        ...names.map((name) => String(settings[name])),
        String(epochs),
      ]),
    ],
    ["right"],
  );
}

function tunableNamed(name: string): Tunable {
  const tunable = TUNABLES.find((one) => one.name === name);
  if (tunable !== undefined) return tunable;
  const names = TUNABLES.map((one) => one.name).join(", ");
  throw new UsageError(`there are no settings to search of "${name}"; there are of ${names}.`);
}
