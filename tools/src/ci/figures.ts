/** A number of a training report and where it must lie. */
export interface Range {
  /** Where the number stands in the report, by its keys. */
  readonly figure: string;
  readonly least: number;
  readonly most: number;
}

const baselines: readonly Range[] = [
  { figure: "baselines.popularity.test.top_k.100", least: 0.291, most: 0.303 },
  { figure: "baselines.random.test.top_k.100", least: 0.055, most: 0.065 },
];

/**
 * What the recipes must show on real MovieLens 100k. The ranges hold what independent rewrites of
 * the same recipe measured; a figure outside says that something differs from its source.
 */
const expectedFigures: Readonly<Record<string, readonly Range[]>> = {
  quickstart: [
    { figure: "test.top_k.100", least: 0.385, most: 0.41 },
    { figure: "testSeenExcluded.top_k.100", least: 0.595, most: 0.62 },
    ...baselines,
  ],
  "basic-retrieval": [
    { figure: "test.top_k.100", least: 0.225, most: 0.245 },
    { figure: "test.top_k.10", least: 0.019, most: 1 },
    { figure: "test.top_k.1", least: 0.001, most: 0.0025 },
    ...baselines,
  ],
  "basic-retrieval-logq": [{ figure: "test.top_k.100", least: 0.38, most: 0.41 }, ...baselines],
  "context-baseline": [
    { figure: "train.top_k.100", least: 0.295, most: 0.325 },
    { figure: "test.top_k.100", least: 0.205, most: 0.24 },
    ...baselines,
  ],
  "context-features": [
    { figure: "train.top_k.100", least: 0.365, most: 0.39 },
    { figure: "test.top_k.100", least: 0.245, most: 0.27 },
    ...baselines,
  ],
  ml1m: [
    { figure: "test.top_k.100", least: 0.147, most: 0.16 },
    { figure: "mixture.top_k.100", least: 0.2, most: 0.215 },
  ],
  "ml1m-wide": [
    { figure: "test.top_k.100", least: 0.145, most: 0.165 },
    { figure: "mixture.top_k.100", least: 0.205, most: 0.235 },
  ],
  "ml1m-tuned": [
    { figure: "test.top_k.100", least: 0.145, most: 0.165 },
    { figure: "mixture.top_k.100", least: 0.205, most: 0.235 },
  ],
  "latest-small": [{ figure: "test.top_k.100", least: 0.18, most: 0.21 }],
  multitask: [
    { figure: "test.top_k.100", least: 0.23, most: 0.25 },
    { figure: "ratings.rmse", least: 0.9, most: 1.02 },
    ...baselines,
  ],
  content: [{ figure: "test.top_k.100", least: 0.155, most: 0.18 }, ...baselines],
};

/** A figure as it was found. */
export interface Finding extends Range {
  readonly found: unknown;
  readonly holds: boolean;
}

/**
 * Holds the report of `towerkit train --json` against the ranges of its recipe.
 *
 * @throws Error for a recipe without ranges, and for a report of made data, whose figures say
 * nothing.
 */
export function checkFigures(report: Readonly<Record<string, unknown>>): Finding[] {
  const recipe = String(report["recipe"]);
  const ranges = Object.hasOwn(expectedFigures, recipe) ? expectedFigures[recipe] : undefined;
  if (!ranges) throw new Error(`no figures are expected of the recipe "${recipe}"`);
  if (report["synthetic"] !== false) {
    throw new Error(`${recipe} was trained on made data: set TOWERKIT_DATA_DIR to a real folder`);
  }
  return ranges.map((range) => {
    const found = valueAt(report, range.figure);
    const holds = typeof found === "number" && found >= range.least && found <= range.most;
    return { ...range, found, holds };
  });
}

function valueAt(report: object, figure: string): unknown {
  return figure.split(".").reduce<unknown>((value, key) => {
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, report);
}
