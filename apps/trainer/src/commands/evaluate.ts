import { type Bundle, readBundle } from "@towerkit/bundle";
import type { Runtime } from "@towerkit/kernels";
import { MultiTask, TwoTower } from "@towerkit/models";
import type { Ties } from "@towerkit/tasks";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { UsageError } from "../cli/failures.js";
import { layOutMetrics, ratingsLine } from "../output/metrics-table.js";
import type { EvaluateReport } from "../schema/evaluate.js";
import { interactionsOf } from "../serving/recommender.js";
import { evaluationReport } from "../training/report.js";

/** `towerkit evaluate BUNDLE`. */
export async function evaluate(
  context: CommandContext,
  { excludeSeen = false }: { readonly excludeSeen?: boolean },
  location: string,
): Promise<void> {
  const bundle = await readBundle(location);
  const report = await withEngine(context.options, ({ runtime }) => rankAgain(bundle, runtime));
  const sections = [{ heading: "test", rows: [{ name: "model", metrics: report.test }] }];
  if (excludeSeen) {
    sections.push({
      heading: "test, items seen in training left out",
      rows: [{ name: "model", metrics: report.testSeenExcluded }],
    });
  }
  for (const line of layOutMetrics(sections)) context.say(line);
  if (report.ratings) context.say(ratingsLine(report.ratings));
  const { validationRows } = bundle.manifest.settings;
  if (typeof validationRows === "number") {
    context.note(
      `note: the recipe left the items of ${validationRows} validation rows out of lists too, and the bundle does not hold those rows; ` +
        "with seen items left out, the figures here are lower than the ones of its report.",
    );
  }
  await context.writeJson(
    async () => (await import("../schema/evaluate.js")).evaluateSchema,
    report,
  );
}

/** Ranks the test rows of a bundle by the rule that its recipe ranked them by. */
async function rankAgain(bundle: Bundle, runtime: Runtime): Promise<EvaluateReport> {
  const { train, test } = await interactionsOf(bundle, "evaluate");
  if (test.numRows() === 0)
    throw new UsageError("evaluate: this bundle was saved without test rows.");
  const kind = bundle.manifest.settings["model"] === "multi-task" ? MultiTask : TwoTower;
  const model = await kind.load(bundle);
  const ties = tiesOf(bundle);
  return evaluationReport({
    test: await model.evaluate(test, { ties, runtime }),
    testSeenExcluded: await model.evaluate(test, { exclude: train, ties, runtime }),
  });
}

function tiesOf({ manifest }: Bundle): Ties {
  return manifest.settings["ties"] === "optimistic" ? "optimistic" : "index";
}
