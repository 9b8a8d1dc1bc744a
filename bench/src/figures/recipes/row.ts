import type { Report } from "../../run-recipe.js";

/** What the figures say of a recipe. */
export interface RecipeRow {
  readonly recipe: string;
  /** Whose bundle it goes on from; that recipe's row stands before it. */
  readonly startsFrom?: string;
  /** Epochs between two points of the curves; default 1. `"own"` leaves it to the recipe. */
  readonly validateEvery?: number | "own";
  readonly figures: readonly Figure[];
}

/** One number of a recipe's report, and what it must come to. */
export interface Figure {
  readonly what: string;
  readonly of: (report: Report) => number;
  readonly popularity?: (report: Report) => number;
  readonly random?: (report: Report) => number;
  /** What the source printed. */
  readonly source?: number;
  /** Without a rule it is there to be read. */
  readonly rule?: Rule;
}

/** What the mean over the seeds must come to. */
export interface Rule {
  /** For the table, such as `≥ 0.205`. */
  readonly text: string;
  holds(found: Found): boolean;
}

/** Means over the seeds. */
export interface Found {
  readonly ours: number;
  readonly popularity: number;
  /** Another recipe's mean of the same number. */
  of(recipe: string): number;
}

/** Not more than .005 below what the source printed. */
export const asTheSource = (source: number): Rule => atLeast(round(source - 0.005));

export const atLeast = (least: number): Rule => ({
  text: `≥ ${least}`,
  holds: ({ ours }) => ours >= least,
});

export const between = (least: number, most: number): Rule => ({
  text: `${least} to ${most}`,
  holds: ({ ours }) => ours >= least && ours <= most,
});

export const atMost = (most: number): Rule => ({
  text: `≤ ${most}`,
  holds: ({ ours }) => ours <= most,
});

export const abovePopularityBy = (margin: number): Rule => ({
  text: `≥ popularity + ${margin}`,
  holds: ({ ours, popularity }) => ours >= popularity + margin,
});

export const aboveRecipe = (recipe: string): Rule => ({
  text: `> \`${recipe}\``,
  holds: ({ ours, of }) => ours > of(recipe),
});

/** Away from what binary fractions add, such as .20499999. */
const round = (value: number) => Number(value.toFixed(6));

type RankedRows = "test" | "testSeenExcluded";

/** Top-k accuracy on the test rows, all films ranked or without those seen in training. */
export function topK(
  k: number,
  {
    rows = "test",
    ...asked
  }: { readonly rows?: RankedRows } & Pick<Figure, "source" | "rule"> = {},
): Figure {
  return {
    what: rows === "test" ? `top-${k}` : `top-${k}, seen excluded`,
    of: (report) => report[rows].top_k[k] as number,
    popularity: (report) => report.baselines.popularity[rows].top_k[k] as number,
    random: (report) => report.baselines.random[rows].top_k[k] as number,
    ...withSourceRule(asked),
  };
}

/** Top-k accuracy on the train rows. */
export const trainTopK = (k: number, asked: Pick<Figure, "source" | "rule"> = {}): Figure => ({
  what: `top-${k}, train rows`,
  of: (report) => report.train.top_k[k] as number,
  ...withSourceRule(asked),
});

/** Top-k accuracy on train and test rows together, as a source mixed them. */
export const mixtureTopK = (k: number, asked: Pick<Figure, "source" | "rule"> = {}): Figure => ({
  what: `top-${k}, the source's mixture`,
  of: (report) => report.mixture?.top_k[k] as number,
  ...withSourceRule(asked),
});

/** How far the predicted ratings of the test rows are off. */
export const rmse = ({ rule }: Pick<Figure, "rule"> = {}): Figure => ({
  what: "RMSE of ratings",
  of: (report) => report.ratings?.rmse ?? Number.NaN,
  ...(rule && { rule }),
});

/** Where nothing else is asked, the source's figure is. */
function withSourceRule(asked: Pick<Figure, "source" | "rule">): Pick<Figure, "source" | "rule"> {
  const { source, rule } = asked;
  return source === undefined || rule !== undefined ? asked : { source, rule: asTheSource(source) };
}
