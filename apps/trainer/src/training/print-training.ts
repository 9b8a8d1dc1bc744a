import type { Voice } from "../cli/io.js";
import { layOutMetrics } from "../output/metrics-table.js";
import { grouped, seconds } from "../output/numbers.js";
import { layOutRecommendations } from "../output/recommendations.js";
import { layOutTable } from "../output/table.js";
import type { Recipe, RecipeResult } from "../recipes/recipe.js";
import type { TrainReport } from "../schema/train.js";

type Say = Voice["say"];

/** Prints what a training run came to: losses, metrics, an example, and where to go from here. */
export function printTraining(
  say: Say,
  result: RecipeResult,
  report: TrainReport,
  { others }: { others: readonly Recipe[] },
): void {
  printLosses(say, report);
  say();
  printMetrics(say, report);
  say();
  printExample(say, result);
  say();
  printNextSteps(say, result, others);
}

function printLosses(say: Say, { epochs, fitSeconds, evalSeconds, split }: TrainReport): void {
  say(
    `${grouped(split.train)} rows to train on, ${grouped(split.test)} to test (${split.kind} split).`,
  );
  say();
  const rows = epochs.map(({ loss, chance, seconds: time }, i) => [
    String(i + 1),
    loss.toFixed(4),
    chance.toFixed(4),
    seconds(time),
  ]);
  print(say, layOutTable([["epoch", "loss a row", "chance", "time"], ...rows], ["right"]));
  say();
  say(`Trained in ${seconds(fitSeconds)}, evaluated in ${seconds(evalSeconds)}.`);
}

function printMetrics(say: Say, report: TrainReport): void {
  const { test, testSeenExcluded, train, baselines } = report;
  const { popularity, random } = baselines;
  say("How often the true film is among the first k of all films:");
  print(
    say,
    layOutMetrics([
      {
        heading: "test",
        rows: [
          { name: "model", metrics: test },
          { name: "popularity", metrics: popularity.test },
          { name: "random", metrics: random.test },
        ],
      },
      {
        heading: "test, films seen in training left out",
        rows: [
          { name: "model", metrics: testSeenExcluded },
          { name: "popularity", metrics: popularity.testSeenExcluded },
          { name: "random", metrics: random.testSeenExcluded },
        ],
      },
      { heading: "train", rows: [{ name: "model", metrics: train }] },
    ]),
  );
}

function printExample(say: Say, { forUser42 }: RecipeResult): void {
  say(
    forUser42.coldStart
      ? "User 42 has no rating here, so these are the most popular films:"
      : "For user 42, among films not seen in training:",
  );
  print(say, layOutRecommendations(forUser42.items));
}

function printNextSteps(
  say: Say,
  { bundle: { dir }, forUser42 }: RecipeResult,
  others: readonly Recipe[],
): void {
  say(`The bundle is in ${dir}, and report.json beside its parts.`);
  say();
  say("What to try next:");
  const steps = [
    ["npm run demo", "the same in a browser (in Towerkit's repository)"],
    ...others.map(({ name, description }) => [`npx towerkit train ${name}`, description]),
    [`npx towerkit recommend ${dir} --user 7 --exclude-seen`, "films for another user"],
    ...forUser42.items
      .slice(0, 1)
      .map(({ id }) => [`npx towerkit similar ${dir} --item "${id}"`, "a film's neighbours"]),
  ];
  for (const line of layOutTable(steps, ["left"])) say(`  ${line}`);
}

function print(say: Say, lines: readonly string[]): void {
  for (const line of lines) say(line);
}
