import type { Table } from "../../report/table.js";
import type { Report } from "../../run-recipe.js";
import { mean, spread } from "../../statistics.js";
import type { Figure, RecipeRow } from "./row.js";

/** The reports of each recipe, one a seed. */
export type Reports = ReadonlyMap<string, readonly Report[]>;

/** How a figure came out. */
export interface Verdict {
  readonly recipe: string;
  readonly figure: Figure;
  /** Undefined where nothing is asked. */
  readonly met: boolean | undefined;
  /** One a seed. */
  readonly values: readonly number[];
}

/** Holds the mean over the seeds against what is asked. */
export function judge({ recipe, figures }: RecipeRow, reports: Reports): readonly Verdict[] {
  const runs = runsOf(reports, recipe);
  return figures.map((figure) => {
    const values = runs.map(figure.of);
    const met = figure.rule?.holds({
      ours: mean(values),
      popularity: figure.popularity ? mean(runs.map(figure.popularity)) : Number.NaN,
      of: (other) => mean(runsOf(reports, other).map(figure.of)),
    });
    return { recipe, figure, values, met };
  });
}

/** A sentence for a figure that is not as asked. */
export const missedSentence = ({ recipe, figure, values }: Verdict): string =>
  `${recipe}'s ${figure.what} is ${mean(values).toFixed(4)}, not ${figure.rule?.text}`;

/** A row a figure. */
export function figuresTable(verdicts: readonly Verdict[], reports: Reports): Table {
  return {
    columns: ["recipe", ...FIGURE_COLUMNS],
    rows: verdicts.map((verdict) => [`\`${verdict.recipe}\``, ...cellsOf(verdict, reports)]),
  };
}

/** The same for one recipe's page. */
export function recipeTable(verdicts: readonly Verdict[], reports: Reports): Table {
  return {
    columns: FIGURE_COLUMNS,
    rows: verdicts.map((verdict) => cellsOf(verdict, reports)),
  };
}

const FIGURE_COLUMNS = [
  "what",
  "source",
  "ours, mean (least to greatest)",
  "popularity",
  "random",
  "asked",
  "met",
];

function cellsOf({ recipe, figure, values, met }: Verdict, reports: Reports): string[] {
  const runs = runsOf(reports, recipe);
  const beside = (of: Figure["of"] | undefined) => (of ? mean(runs.map(of)).toFixed(4) : "-");
  return [
    figure.what,
    figure.source?.toFixed(4) ?? "-",
    withSpread(values),
    beside(figure.popularity),
    beside(figure.random),
    figure.rule?.text ?? "-",
    metText(met),
  ];
}

export function metText(met: boolean | undefined): string {
  if (met === undefined) return "-";
  return met ? "yes" : "NO";
}

function withSpread(values: readonly number[]): string {
  const [least, most] = spread(values);
  return `${mean(values).toFixed(4)} (${least.toFixed(4)} to ${most.toFixed(4)})`;
}

function runsOf(reports: Reports, recipe: string): readonly Report[] {
  const runs = reports.get(recipe);
  if (runs === undefined) throw new Error(`${recipe} has not been run`);
  return runs;
}
