import type { LeftOut } from "../contest/contestant.js";
import type { CaseResult } from "../results/result.js";
import type { Table } from "./table.js";
import { caseTable } from "./tables.js";

/** What stands under one heading of the page. */
export interface PageSection {
  readonly title: string;
  readonly command: string;
  /** The days on which its cases were measured. */
  readonly dates: readonly string[];
  readonly table?: Table;
  readonly notes: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** A section for each case; cases that share one have their tables put together, where the first stands. */
export function sectionsOf(cases: readonly CaseResult[]): readonly PageSection[] {
  const byTitle = new Map<string, CaseResult[]>();
  for (const each of cases) {
    const title = each.section?.title ?? each.title;
    byTitle.set(title, [...(byTitle.get(title) ?? []), each]);
  }
  return [...byTitle].map(([title, its]) => together(title, its));
}

function together(title: string, cases: readonly CaseResult[]): PageSection {
  const [{ section, command }] = cases as [CaseResult];
  const tables = cases.flatMap((each) => caseTable(each) ?? []);
  const [first] = tables;
  return {
    title,
    command: section?.command ?? command,
    dates: distinct(cases.map(({ date }) => date)).sort(),
    ...(first && { table: { columns: first.columns, rows: tables.flatMap(({ rows }) => rows) } }),
    notes: [...(section?.notes ?? []), ...cases.flatMap(({ notes }) => notes)],
    leftOut: cases.flatMap(({ leftOut }) => leftOut),
  };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
