import { describe, expect, it } from "vitest";
import { mergeResults } from "./merge.js";
import type { BenchResult, CaseResult } from "./result.js";

const caseOf = (name: string, date: string): CaseResult => ({
  ...{ name, date, title: name, command: name, seconds: 1 },
  ...{ figures: [], times: [], ratios: [], leftOut: [], notes: [] },
});

const run = (date: string, names: readonly string[], more: Partial<BenchResult> = {}) => ({
  ...{ schema: 1 as const, quick: false, threads: 2, versions: {} },
  machine: { processor: "x", cores: 4, memoryGiB: 8, system: "s", node: "20", v8: "11" },
  cases: names.map((name) => caseOf(name, date)),
  ...more,
});

const shown = ({ cases }: BenchResult) => cases.map(({ name, date }) => `${name} ${date}`);

describe("mergeResults", () => {
  it("replaces what was measured again, and keeps the rest, in the order of the cases", () => {
    const earlier = run("monday", ["a", "c"], { versions: { jax: "1", keras: "2" } });
    const later = run("tuesday", ["b", "c"], { versions: { jax: "3" } });
    const merged = mergeResults(earlier, later, ["a", "b", "c", "d"]);
    expect(shown(merged)).toEqual(["a monday", "b tuesday", "c tuesday"]);
    expect(merged.versions).toEqual({ jax: "3", keras: "2" });
  });

  it("drops cases that are no more", () => {
    expect(shown(mergeResults(run("m", ["old"]), run("t", ["a"]), ["a"]))).toEqual(["a t"]);
  });

  it.each([
    ["other threads", { threads: 4 }],
    ["a hurry", { quick: true }],
    ["another machine", { machine: { ...run("m", []).machine, cores: 2 } }],
  ])("drops what was measured with %s", (_, other) => {
    const merged = mergeResults(run("m", ["a"], other), run("t", ["b"]), ["a", "b"]);
    expect(shown(merged)).toEqual(["b t"]);
    expect(shown(mergeResults(undefined, run("t", ["b"]), ["a", "b"]))).toEqual(["b t"]);
  });
});
