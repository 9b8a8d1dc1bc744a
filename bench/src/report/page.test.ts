import { describe, expect, it } from "vitest";
import type { BenchResult } from "../results/result.js";
import { BEGIN, END, withTables } from "./page.js";

const RESULT: BenchResult = {
  schema: 1,
  quick: false,
  threads: 4,
  machine: {
    processor: "Some Processor",
    cores: 4,
    memoryGiB: 16,
    system: "linux x64",
    node: "v20.20.2",
    v8: "11.3",
  },
  versions: { python: "3.11.7", jax: "0.10.2" },
  cases: [
    {
      name: "train-step",
      date: "2026-11-22",
      title: "Training step",
      command: "npm run bench -- --only train-step",
      seconds: 12,
      figures: [
        {
          what: "as fast as JAX",
          unit: "×",
          asked: { relation: "≥", value: 5 },
          measured: 6.25,
          spread: [6, 6.5],
          note: "JAX ÷ ours",
        },
        { what: "as fast as nobody", unit: "×", note: "no such peer ran" },
      ],
      times: [
        {
          name: "JAX",
          median: 25,
          quartiles: [24, 26],
          samples: 20,
          info: { way: "dense" },
          rounds: [],
        },
      ],
      ratios: [{ of: "JAX", to: "ours", ratio: 6.25, spread: [6, 6.5] }],
      leftOut: [{ name: "TensorFlow", why: "there is no python3 on the PATH" }],
      notes: ["Data: made."],
    },
  ],
};

const PAGE = `# Performance\n\nBy hand.\n\n${BEGIN}\n\nold tables\n\n${END}\n\nBy hand too.\n`;

describe("withTables", () => {
  it("replaces what stands between the marks and leaves the rest as it is", () => {
    const page = withTables(PAGE, RESULT);
    expect(page.startsWith(`# Performance\n\nBy hand.\n\n${BEGIN}\n\nMeasured by`)).toBe(true);
    expect(page.endsWith(`${END}\n\nBy hand too.\n`)).toBe(true);
    expect(page).not.toContain("old tables");
    expect(withTables(page, RESULT)).toBe(page);
  });

  it("shows the machine, each figure beside what is asked, times, notes and who was left out", () => {
    const page = withTables(PAGE, RESULT);
    expect(page).toContain("| processor | Some Processor |");
    expect(page).toContain("| jax | 0.10.2 |");
    expect(page).toContain(
      "| as fast as JAX | ≥ 5 × | 6.25 × | 6.00 to 6.50 | yes | JAX ÷ ours | `npm run bench -- --only train-step` |",
    );
    expect(page).toContain("| as fast as nobody | - | - | - | - | no such peer ran |");
    expect(page).toContain("| JAX | 25.0 | 24.0 to 26.0 | 20 | 6.25 × | 6.00 to 6.50 | dense |");
    expect(page).toContain("Data: made.");
    expect(page).toContain("- TensorFlow: there is no python3 on the PATH");
  });

  it("shows a case's own table instead of its times", () => {
    const table = { columns: ["kernel"], rows: [["softmax"]] };
    const cases = RESULT.cases.map((each) => ({ ...each, table }));
    const page = withTables(PAGE, { ...RESULT, cases });
    expect(page).toContain("| kernel |\n|---|\n| softmax |");
    expect(page).not.toContain("median ms");
  });

  it("refuses a page without the marks, naming them", () => {
    expect(() => withTables("# Performance\n", RESULT)).toThrow(BEGIN);
    expect(() => withTables(`${END}\n${BEGIN}\n`, RESULT)).toThrow(/in this order/);
  });
});
