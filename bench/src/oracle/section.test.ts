import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conformancePage } from "../where.js";
import { BEGIN, END, withComparisons } from "./section.js";

const run = {
  date: "2026-11-22",
  seed: 42,
  versions: { python: "3.11.7", keras: "3.15.1", tensorflow: "2.21.0" },
  comparisons: [
    {
      layer: "Hashing",
      ours: "hashing",
      closeness: "equal",
      columns: 1000,
      cells: 30_500,
      different: 0,
    },
  ],
};
const page = `# Page\n\n${BEGIN}\n\nold\n\n${END}\n\nBy hand.\n`;

describe("withComparisons", () => {
  it("writes the counts between the marks and leaves the rest as it is", () => {
    const written = withComparisons(page, run);
    expect(written).toContain("Keras 3.15.1 on TensorFlow 2.21.0, Python 3.11.7");
    expect(written).toContain("| Hashing | `hashing` | 1,000 | 30,500 | 1,000 | 0 | equal |");
    expect(written).not.toContain("old");
    expect(written.endsWith(`${END}\n\nBy hand.\n`)).toBe(true);
    expect(withComparisons(written, run)).toBe(written);
  });

  it("says what differs first", () => {
    const [comparison] = run.comparisons;
    const differing = { ...comparison, different: 2, first: "column 7, {}: [1] is 2, expected 3" };
    const written = withComparisons(page, { ...run, comparisons: [differing as never] });
    expect(written).toContain("| 998 | 2 |");
    expect(written).toContain("- Hashing, column 7, {}: [1] is 2, expected 3");
  });

  it("has its marks in the page of the repository", () => {
    expect(withComparisons(readFileSync(conformancePage, "utf8"), run)).toContain("Hashing");
  });
});
