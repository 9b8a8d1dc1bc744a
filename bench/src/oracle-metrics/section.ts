import { markdownTable } from "../report/table.js";
import type { Agreement } from "./compare.js";

/** What the page says of the comparison. */
export function sectionOf(agreements: readonly Agreement[], versions: string): string {
  const table = markdownTable({
    columns: ["metric", "oracle", "values compared", "equal to 1e-12"],
    rows: agreements.map(({ metric, oracle, compared, equal }) => [
      `\`${metric}\``,
      oracle,
      String(compared),
      String(equal),
    ]),
  });
  return [
    "A thousand random rankings over catalogues of 2 to 400 items, most scores equal to others, with " +
      "excluded and unknown items, at cut-offs 1, 5, 10, 50 and 1000: `evaluateScorer` beside libraries that " +
      `share no code with it (${versions}). Per user where the oracle measures users, else per world. An ` +
      "oracle is given an order in which no two items are equal, made by its own side from the same scores.",
    table,
  ].join("\n\n");
}
