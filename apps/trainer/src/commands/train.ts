import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { UsageError } from "../cli/failures.js";
import { createProgressDisplay } from "../output/progress.js";
import type { Recipe } from "../recipes/recipe.js";
import { RECIPES } from "../recipes/registry.js";
import { trainSchema } from "../schema/train.js";
import { describeData, loadMovieLens100k } from "../training/movielens.js";
import { printTraining } from "../training/print-training.js";
import { trainReport } from "../training/report.js";

interface TrainOptions {
  readonly dataDir?: string;
  readonly out?: string;
  readonly epochs?: number;
  readonly splitSeed?: number;
  readonly interactions: boolean;
}

/** `towerkit train RECIPE`. */
export async function train(
  context: CommandContext,
  options: TrainOptions,
  name: string,
): Promise<void> {
  const recipe = recipeNamed(name);
  if (options.splitSeed !== undefined && !recipe.hasRandomSplit) {
    throw new UsageError(`--split-seed: ${name} has one fixed split, which no seed can move.`);
  }
  const { seed } = context.options;
  const progress = await createProgressDisplay(context.stderr);
  const began = performance.now();
  await withEngine(context.options, async (engine) => {
    const result = await recipe
      .run({
        seed,
        splitSeed: options.splitSeed ?? seed,
        epochs: options.epochs,
        out: options.out ?? join("bundles", recipe.name),
        interactions: options.interactions,
        runtime: engine.runtime,
        async movielens100k({ orSynthetic = false } = {}) {
          const { dataDir } = options;
          const dataset = await loadMovieLens100k(
            { orSynthetic, ...(dataDir !== undefined && { dataDir }) },
            context,
          );
          context.say(describeData(dataset));
          return dataset;
        },
        onProgress: (step) => progress.update(step),
        onWarning: (warning) => context.note(`warning: ${warning}`),
        elapsed: () => (performance.now() - began) / 1000,
      })
      .finally(() => progress.stop());
    const report = trainReport(result, { recipe: recipe.name, seed, engine });
    await writeFile(
      join(report.bundle.dir, "report.json"),
      `${JSON.stringify(trainSchema.parse(report), null, 2)}\n`,
    );
    printTraining(context.say, result, report, {
      others: RECIPES.filter((other) => other !== recipe),
    });
    await context.writeJson(async () => trainSchema, report);
  });
}

function recipeNamed(name: string): Recipe {
  const recipe = RECIPES.find((one) => one.name === name);
  if (recipe === undefined) {
    throw new UsageError(
      `there is no recipe "${name}"; the recipes are ${RECIPES.map((one) => one.name).join(", ")}.`,
    );
  }
  return recipe;
}
