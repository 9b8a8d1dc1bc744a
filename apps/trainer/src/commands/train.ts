import { writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { fileCheckpoints } from "@towerkit/models/node";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { UsageError } from "../cli/failures.js";
import { type OwnFileOptions, ownFileColumns, ownFileFlags } from "../cli/own-file.js";
import { createProgressDisplay } from "../output/progress.js";
import { testedLine } from "../output/tested-line.js";
import type { Recipe, RecipeResult, TrainingContext } from "../recipes/recipe.js";
import { RECIPES } from "../recipes/registry.js";
import { trainSchema } from "../schema/train.js";
import {
  describeData,
  loadMovieLens,
  loadMovieLens100kOrSynthetic,
  type Ratings100k,
} from "../training/movielens.js";
import { printTraining, type Words } from "../training/print-training.js";
import { trainReport } from "../training/report.js";
import type { MovieLens } from "../training/summary.js";

interface TrainOptions extends OwnFileOptions {
  readonly data?: string;
  readonly dataDir?: string;
  readonly out?: string;
  readonly epochs?: number;
  readonly splitSeed?: number;
  readonly validateEvery?: number;
  readonly resume?: boolean;
  readonly checkpointEvery?: number;
  readonly interactions: boolean;
}

/** Writing one takes milliseconds: seldom enough to cost nothing, often enough to lose little. */
const SECONDS_BETWEEN_CHECKPOINTS = 10;

/** What there is to train: a recipe, or its model on a file of one's own. */
interface Lesson extends Words {
  readonly recipe: string;
  /** Names the bundle's folder where `--out` does not. */
  readonly name: string;
  run(shared: TrainingContext): Promise<RecipeResult>;
}

/** `towerkit train RECIPE`, or `towerkit train --data FILE`. */
export async function train(
  context: CommandContext,
  options: TrainOptions,
  name: string | undefined,
): Promise<void> {
  const { recipe, ...lesson } = lessonOf(context, options, name);
  const { seed } = context.options;
  const progress = await createProgressDisplay(context.stderr);
  const began = performance.now();
  const out = options.out ?? join("bundles", lesson.name);
  await withEngine(context.options, async (engine) => {
    const result = await lesson
      .run({
        recipe,
        seed,
        splitSeed: options.splitSeed ?? seed,
        epochs: options.epochs,
        out,
        interactions: options.interactions,
        runtime: engine.runtime,
        training: {
          runtime: engine.runtime,
          onProgress: (step) => progress.update(step),
          onWarning: (warning) => context.note(`warning: ${warning}`),
          checkpoint: {
            store: fileCheckpoints(out),
            resume: options.resume ?? false,
            ...(options.checkpointEvery === undefined
              ? { secondsApart: SECONDS_BETWEEN_CHECKPOINTS }
              : { every: options.checkpointEvery }),
          },
        },
        watching: (test, { every, ties = "index" } = {}) => {
          const epochs = options.validateEvery ?? every;
          if (epochs === undefined) return {};
          return { validation: { table: test, every: epochs, evaluate: { ties }, train: true } };
        },
        onTested: ({ top_k }) => {
          progress.stop();
          context.note(testedLine(top_k));
        },
        elapsed: () => (performance.now() - began) / 1000,
      })
      .finally(() => progress.stop());
    const report = trainReport(result, { recipe, seed, engine });
    await writeFile(
      join(report.bundle.dir, "report.json"),
      `${JSON.stringify(trainSchema.parse(report), null, 2)}\n`,
    );
    printTraining(context.say, result, report, lesson);
    await context.writeJson(async () => trainSchema, report);
  });
}

function lessonOf(
  context: CommandContext,
  options: TrainOptions,
  name: string | undefined,
): Lesson {
  const { data, dataDir } = options;
  if (data !== undefined) {
    if (name !== undefined) {
      throw new UsageError(`${name} and --data ${data} are two things to train; give one of them.`);
    }
    if (dataDir !== undefined) {
      throw new UsageError("--data-dir is where MovieLens lies; --data names a file of your own.");
    }
    return ownLesson(context, options, data);
  }
  const [flag] = ownFileFlags(options);
  if (flag !== undefined) {
    throw new UsageError(`${flag} says how to read a file of your own; name it by --data FILE.`);
  }
  if (name === undefined) {
    throw new UsageError(
      `say what to train: a recipe (${recipeNames()}), or --data FILE --user COL --item COL.`,
    );
  }
  return recipeLesson(context, options, recipeNamed(name));
}

function recipeLesson(
  context: CommandContext,
  { dataDir, splitSeed }: TrainOptions,
  recipe: Recipe,
): Lesson {
  if (splitSeed !== undefined && !recipe.hasRandomSplit) {
    throw new UsageError(
      `--split-seed: ${recipe.name} has one fixed split, which no seed can move.`,
    );
  }
  const options = dataDir === undefined ? {} : { dataDir };
  const described = <D extends MovieLens | Ratings100k>(dataset: D): D => {
    context.say(describeData(dataset));
    return dataset;
  };
  return {
    recipe: recipe.name,
    name: recipe.name,
    item: "film",
    others: readNext(recipe),
    run: (shared) =>
      recipe.run({
        ...shared,
        movielens: async (name) => described(await loadMovieLens(name, options, context)),
        movielens100kOrSynthetic: async () =>
          described(await loadMovieLens100kOrSynthetic(options, context)),
      }),
  };
}

/** The recipes that come next in reading, and the first ones after the last. */
function readNext(recipe: Recipe): readonly Recipe[] {
  const next = RECIPES.indexOf(recipe) + 1;
  return [...RECIPES.slice(next), ...RECIPES].slice(0, 3);
}

function ownLesson(context: CommandContext, options: TrainOptions, file: string): Lesson {
  const columns = ownFileColumns(`--data ${file}`, options);
  return {
    recipe: "quickstart",
    name: parse(file).name,
    item: "item",
    others: [],
    async run(shared) {
      const { describeOwnData, loadOwnData } = await import("../training/own-data.js");
      const { ownData } = await import("../recipes/own-data.js");
      const dataset = await loadOwnData(file, columns);
      context.say(describeOwnData(dataset));
      return ownData(shared, dataset);
    },
  };
}

function recipeNamed(name: string): Recipe {
  const recipe = RECIPES.find((one) => one.name === name);
  if (recipe === undefined) {
    throw new UsageError(`there is no recipe "${name}"; the recipes are ${recipeNames()}.`);
  }
  return recipe;
}

function recipeNames(): string {
  return RECIPES.map((one) => one.name).join(", ");
}
