import { describe, expect, it } from "vitest";
import type { CaseResult } from "../results/result.js";
import { sectionsOf } from "./sections.js";

const caseOf = (name: string, more: Partial<CaseResult> = {}): CaseResult => ({
  ...{ name, title: `The case ${name}`, command: `run ${name}`, date: "2026-11-22", seconds: 1 },
  ...{ figures: [], times: [], ratios: [], leftOut: [], notes: [] },
  ...more,
});

const section = { title: "All recipes", command: "run recipes", notes: ["Same."] };
const row = (recipe: string) => ({ columns: ["recipe"], rows: [[recipe]] });

describe("sectionsOf", () => {
  it("gives a case without a shared section its own", () => {
    const table = { columns: ["kernel"], rows: [["softmax"]] };
    expect(sectionsOf([caseOf("a", { table, notes: ["Made data."] }), caseOf("b")])).toEqual([
      {
        ...{ title: "The case a", command: "run a", dates: ["2026-11-22"] },
        ...{ table, notes: ["Made data."], leftOut: [] },
      },
      { title: "The case b", command: "run b", dates: ["2026-11-22"], notes: [], leftOut: [] },
    ]);
  });

  it("makes one table of the cases of one section, and says what is true of all once", () => {
    const cases = [
      caseOf("before"),
      caseOf("x", { section, table: row("x"), date: "2026-11-24" }),
      caseOf("y", { section, table: row("y"), notes: ["Slow."], date: "2026-11-23" }),
      caseOf("z", { section, date: "2026-11-23", leftOut: [{ name: "z", why: "no data" }] }),
      caseOf("after"),
    ];
    const sections = sectionsOf(cases);
    expect(sections.map(({ title }) => title)).toEqual([
      "The case before",
      "All recipes",
      "The case after",
    ]);
    expect(sections[1]).toEqual({
      ...{ title: "All recipes", command: "run recipes", dates: ["2026-11-23", "2026-11-24"] },
      ...{ table: { columns: ["recipe"], rows: [["x"], ["y"]] }, notes: ["Same.", "Slow."] },
      leftOut: [{ name: "z", why: "no data" }],
    });
  });
});
