import { markdownTable } from "../report/table.js";
import type { Agreement } from "./compare.js";

export const BEGIN = "<!-- Metrics beside oracles: written by npm run figures from here on. -->";
export const END = "<!-- Metrics beside oracles: written by npm run figures up to here. -->";

/** Puts the agreements into the page, between marks of their own; a page without them gets them at its end. */
export function withAgreements(
  page: string,
  agreements: readonly Agreement[],
  versions: string,
): string {
  const section = `${BEGIN}\n\n${sectionOf(agreements, versions)}\n\n${END}`;
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) return `${page.trimEnd()}\n\n${section}\n`;
  return `${page.slice(0, begin)}${section}${page.slice(end + END.length)}`;
}

function sectionOf(agreements: readonly Agreement[], versions: string): string {
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
    "## Metrics beside oracles",
    "A thousand random rankings over catalogues of 2 to 400 items, most scores equal to others, with " +
      "excluded and unknown items, at cut-offs 1, 5, 10, 50 and 1000: `evaluateScorer` beside libraries that " +
      `share no code with it (${versions}). Per user where the oracle measures users, else per world. An ` +
      "oracle is given an order in which no two items are equal, made by its own side from the same scores.",
    table,
  ].join("\n\n");
}
