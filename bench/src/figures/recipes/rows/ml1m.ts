import {
  asTheSource,
  atLeast,
  between,
  type Figure,
  mixtureTopK,
  type RecipeRow,
  type Rule,
  topK,
  trainTopK,
} from "../row.js";

/** The notebook's row: top-1, 5, 10, 50 and 100 of what it took for test rows. */
type SourceRow = readonly [number, number, number, number, number];

interface Asked {
  readonly mixture: Rule;
  readonly honest: Rule;
}

const seenExcluded = topK(100, { rows: "testSeenExcluded" });

function figures([top1, top5, top10, top50, top100]: SourceRow, asked: Asked): readonly Figure[] {
  return [
    // So small a figure that .005 below it would be below 0.
    mixtureTopK(1, { source: top1, rule: atLeast(top1) }),
    mixtureTopK(5, { source: top5 }),
    mixtureTopK(10, { source: top10 }),
    mixtureTopK(50, { source: top50 }),
    mixtureTopK(100, { source: top100, rule: asked.mixture }),
    trainTopK(100),
    topK(100, { rule: asked.honest }),
    seenExcluded,
  ];
}

const wide = { mixture: between(0.205, 0.235), honest: between(0.145, 0.165) };
/** Not more than .005 below what an independent rewrite came to, .152. */
const narrow = { mixture: asTheSource(0.2056), honest: atLeast(0.147) };

const corrected = [topK(100), seenExcluded];

export const ml1m: readonly RecipeRow[] = [
  { recipe: "ml1m", figures: figures([0.0026, 0.0169, 0.0317, 0.1237, 0.2056], narrow) },
  { recipe: "ml1m-logq", figures: corrected },
  { recipe: "ml1m-wide", figures: figures([0.0027, 0.0179, 0.0341, 0.1297, 0.213], wide) },
  { recipe: "ml1m-wide-logq", figures: corrected },
  {
    recipe: "ml1m-tuned",
    startsFrom: "ml1m-wide",
    figures: figures([0.0028, 0.0189, 0.036, 0.1349, 0.2205], wide),
  },
  { recipe: "ml1m-tuned-logq", startsFrom: "ml1m-wide-logq", figures: corrected },
];
