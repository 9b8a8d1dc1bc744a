import { readFileSync, writeFileSync } from "node:fs";
import type { Case, Claim, Claims } from "../cases.js";

/** What became of a case in a run. */
export type Outcome = Claim["verdict"] | "failed";

const PAGE = new URL("../../../docs/conformance.md", import.meta.url);
const BEGIN = "<!-- tfrs: written by the tests of conformance from here on. -->";
const END = "<!-- tfrs: written by the tests of conformance up to here. -->";

/** The section of docs/conformance.md that lists every case. */
export function sectionOf(
  cases: readonly Case[],
  claims: Claims,
  outcomes: ReadonlyMap<string, Outcome>,
): string {
  const outcomeOf = ({ id }: Case) => outcomes.get(id) ?? "failed";
  const count = (outcome: Outcome) => cases.filter((one) => outcomeOf(one) === outcome).length;
  const counts = (["passed", "differs", "not applicable", "failed"] as const)
    .map((outcome) => `${count(outcome)} ${outcome}`)
    .filter((text) => !text.startsWith("0 "));
  const rows = cases.map(
    (one) => `| \`${one.id}\` | ${outcomeOf(one)} | ${asCell(claims[one.id]?.remark ?? "")} |`,
  );
  return [
    "## TensorFlow Recommenders 0.7.7, case by case",
    "",
    "`npx vitest run` in `conformance` runs them, and fails if this list is not what it found; with",
    "`TOWERKIT_WRITE_CONFORMANCE=1` it writes the list.",
    "",
    `${cases.length} cases: ${counts.join(", ")}. What each of them gives and expects stands in`,
    "[its file](../conformance/cases/tfrs.json), what we assert in",
    "[the claims](../conformance/src/tfrs).",
    "",
    "| case | result | how, or what we do instead |",
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The section as it stands in the page. */
export function readSection(): string {
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = placeIn(page);
  return page.slice(from, to).trim();
}

/** Puts the section into the page, between its marks. */
export function writeSection(section: string): void {
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = placeIn(page);
  writeFileSync(PAGE, `${page.slice(0, from)}\n\n${section}\n\n${page.slice(to)}`);
}

function placeIn(page: string): readonly [from: number, to: number] {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/conformance.md lacks the mark ${BEGIN}`);
  return [begin + BEGIN.length, end];
}

const asCell = (text: string): string => text.replaceAll("|", "\\|");
