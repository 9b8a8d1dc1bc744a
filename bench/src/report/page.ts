import type { BenchResult, CaseResult } from "../results/result.js";
import { replaceBetween } from "./marks.js";
import { type PageSection, sectionsOf } from "./sections.js";
import { markdownTable } from "./table.js";
import { figuresTable, machineTable } from "./tables.js";

export const BEGIN = "<!-- Written by npm run bench from here on. -->";
export const END = "<!-- Written by npm run bench up to here. -->";

/**
 * Puts what was measured into the page, between its two marks; the rest is written by hand.
 * @throws Error if the page lacks a mark.
 */
export function withTables(page: string, result: BenchResult): string {
  return replaceBetween(page, { begin: BEGIN, end: END }, generated(result));
}

function generated(result: BenchResult): string {
  return [
    "Measured by `npm run bench`; each case says when.",
    markdownTable(machineTable(result)),
    "## Asked and measured",
    markdownTable(figuresTable(result.cases.map(withCodeCommand))),
    ...sectionsOf(result.cases).flatMap(sectionParts),
  ].join("\n\n");
}

const withCodeCommand = (result: CaseResult): CaseResult => ({
  ...result,
  command: `\`${result.command}\``,
});

function sectionParts(section: PageSection): string[] {
  const { title, command, dates, table, notes, leftOut } = section;
  return [
    `## ${title}`,
    `\`${command}\`, ${dates.join(", ")}`,
    ...(table ? [markdownTable(table)] : []),
    ...notes,
    ...(leftOut.length > 0
      ? [["Left out:", "", ...leftOut.map(({ name, why }) => `- ${name}: ${why}`)].join("\n")]
      : []),
  ];
}
