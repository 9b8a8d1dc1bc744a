import type { Voice } from "../cli/io.js";
import { layOutEpochs } from "../output/epochs-table.js";
import { layOutMetrics, ratingsLine } from "../output/metrics-table.js";
import { grouped, seconds } from "../output/numbers.js";
import { layOutRecommendations } from "../output/recommendations.js";
import { shellWord } from "../output/shell-word.js";
import { layOutTable } from "../output/table.js";
import type { Recipe, RecipeResult } from "../recipes/recipe.js";
import type { TrainReport } from "../schema/train.js";

type Say = Voice["say"];

/** In which words to speak of what was trained. */
export interface Words {
  /** What is recommended. */
  readonly item: "film" | "item";
  /** Recipes to try next. None where the data is one's own. */
  readonly others: readonly Recipe[];
}

/** Prints what a training run came to: losses, metrics, an example, and where to go from here. */
export function printTraining(
  say: Say,
  result: RecipeResult,
  report: TrainReport,
  { item, others }: Words,
): void {
  printLosses(say, report);
  say();
  printMetrics(say, report, item);
  say();
  printExample(say, result, item);
  say();
  printNextSteps(say, result, { item, others });
}

function printLosses(say: Say, { epochs, fitSeconds, evalSeconds, split }: TrainReport): void {
  say(
    `${grouped(split.train)} rows to train on, ${grouped(split.test)} to test (${split.kind} split).`,
  );
  say();
  print(say, layOutEpochs(epochs));
  say();
  say(`Trained in ${seconds(fitSeconds)}, evaluated in ${seconds(evalSeconds)}.`);
}

function printMetrics(say: Say, report: TrainReport, item: Words["item"]): void {
  const { test, testSeenExcluded, train, mixture, baselines, ratings } = report;
  const { popularity, random } = baselines;
  say(`How often the true ${item} is among the first k of all ${item}s:`);
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
        heading: `test, ${item}s seen in training left out`,
        rows: [
          { name: "model", metrics: testSeenExcluded },
          { name: "popularity", metrics: popularity.testSeenExcluded },
          { name: "random", metrics: random.testSeenExcluded },
        ],
      },
      { heading: "train", rows: [{ name: "model", metrics: train }] },
      ...(mixture ? [mixtureSection(mixture)] : []),
    ]),
  );
  if (ratings) print(say, ["", ratingsLine(ratings)]);
}

function mixtureSection({ shareOfTrainRows, top_k }: NonNullable<TrainReport["mixture"]>) {
  const heading = `${shareOfTrainRows} train rows, ${1 - shareOfTrainRows} test rows, as the source mixed them`;
  return { heading, rows: [{ name: "model", metrics: { top_k } }] };
}

function printExample(
  say: Say,
  { example: { user, query, recommendations }, notes = [] }: RecipeResult,
  item: Words["item"],
): void {
  if (user === undefined) say(`For ${JSON.stringify(query)}:`);
  else if (recommendations.coldStart) {
    say(`User ${user} has no train row here, so these are the most popular ${item}s:`);
  } else say(`For user ${user}, among ${item}s not seen in training:`);
  print(say, layOutRecommendations(recommendations.items));
  if (notes.length > 0) print(say, ["", ...notes]);
}

function printNextSteps(
  say: Say,
  { bundle: { dir }, example: { anotherUser, query, recommendations } }: RecipeResult,
  { item, others }: Words,
): void {
  say(`The bundle is in ${dir}, and report.json beside its parts.`);
  say();
  say("What to try next:");
  const folder = shellWord(dir);
  const steps = [
    ...(item === "film"
      ? [["npm run demo", "the same in a browser (in Towerkit's repository)"]]
      : []),
    ...others.map(({ name, description }) => [`npx towerkit train ${name}`, description]),
    anotherUser === undefined
      ? [
          `npx towerkit recommend ${folder} --query ${shellWord(JSON.stringify(query))}`,
          `more ${item}s; change the query`,
        ]
      : [
          `npx towerkit recommend ${folder} --user ${shellWord(anotherUser)} --exclude-seen`,
          `${item}s for another user`,
        ],
    ...recommendations.items
      .slice(0, 1)
      .map(({ id }) => [
        `npx towerkit similar ${folder} --item ${shellWord(String(id))}`,
        `the ${item}s nearest to it`,
      ]),
  ];
  for (const line of layOutTable(steps, ["left"])) say(`  ${line}`);
}

function print(say: Say, lines: readonly string[]): void {
  for (const line of lines) say(line);
}
