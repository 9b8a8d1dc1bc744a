import { describe, expect, it } from "vitest";
import { TWINS_NOTES, twinTable } from "./findings.js";

const ours = {
  name: "towerkit, 2 threads",
  info: {},
  rounds: [[2000], [4000]],
  values: { top_100: [0.23, 0.23], processSeconds: [5, 6] },
};
const twin = {
  name: "TFRS, allocator tuned",
  info: {},
  rounds: [[60_000], [90_000]],
  values: { top_100: [0.24, 0.24], processSeconds: [61, 91] },
};
const ratio = { of: twin.name, to: ours.name, ratio: 25, spread: [22.5, 30] as const };

describe("twinTable", () => {
  it("lays a recipe's seconds and top-100 beside its twin's", () => {
    const { columns, rows } = twinTable(
      { recipe: "multitask" },
      { measurements: [ours, twin], leftOut: [] },
      ratio,
    );
    expect(rows).toEqual([
      ["`multitask`", "3.00", "75.0", "25.0 ×", "22.5 to 30.0", "2", "5.50", "0.2300", "0.2400"],
    ]);
    expect(columns).toHaveLength(9);
  });

  it("gives no spread of a single round", () => {
    const measurements = [ours, twin].map((each) => ({ ...each, rounds: each.rounds.slice(0, 1) }));
    const { rows } = twinTable({ recipe: "content" }, { measurements, leftOut: [] }, ratio);
    expect(rows[0]?.slice(3, 6)).toEqual(["25.0 ×", "-", "1"]);
  });

  it("shows ours alone where the twin could not run", () => {
    const { rows } = twinTable(
      { recipe: "multitask" },
      { measurements: [ours], leftOut: [] },
      undefined,
    );
    expect(rows[0]?.slice(0, 5)).toEqual(["`multitask`", "3.00", "-", "-", "-"]);
    expect(rows[0]?.at(-1)).toBe("-");
  });
});

describe("a shortened twin", () => {
  it("says so in its row", () => {
    const shortened = { recipe: "content-logq", shortened: { epochs: 10, of: 50 } };
    const { rows } = twinTable(shortened, { measurements: [ours, twin], leftOut: [] }, ratio);
    expect(rows[0]?.[0]).toBe("`content-logq`, 10 of 50 epochs");
  });
});

describe("TWINS_NOTES", () => {
  it("say which recipes have no twin", () => {
    expect(TWINS_NOTES.join(" ")).toContain("`best-1m`");
    expect(TWINS_NOTES.join(" ")).toContain("`next-1m` (");
  });
});
