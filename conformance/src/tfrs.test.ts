import { readFileSync } from "node:fs";
import { referenceFile } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { type Case, type Claim, readCases } from "./cases.js";
import { type Outcome, readSection, sectionOf, writeSection } from "./tfrs/page.js";
import { claims } from "./tfrs/tfrs.js";

const cases = readCases("tfrs");
const outcomes = new Map<string, Outcome>();

/**
 * Cases that we meet in another way although they do not say themselves that one should: why is said
 * beside their claims, and here nothing is added unseen.
 */
const DIFFERS_WITHOUT_A_NOTE: readonly string[] = [
  "retrieval/num_hard_negatives--1",
  "metric/in_top_k",
  "optimizer/adagrad/repeated-rows",
];

const NOT_APPLICABLE = /^(tpu-embedding|partial-embedding)\/|\/graph-mode$/;

describe("TensorFlow Recommenders 0.7.7", () => {
  it("has every case claimed by a test, once, and no claim without its case", () => {
    const ids = cases.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(claims).sort()).toEqual([...ids].sort());
  });

  it("differs only where a case's own note asks for it, and leaves out TPU and graph mode only", () => {
    const withVerdict = (verdict: Claim["verdict"]) =>
      cases.filter((one) => claims[one.id]?.verdict === verdict);
    const unasked = withVerdict("differs").filter((one) => one.note === undefined);
    expect(unasked.map((one) => one.id)).toEqual(DIFFERS_WITHOUT_A_NOTE);
    const left = withVerdict("not applicable").map((one) => one.id);
    expect(left.filter((id) => !NOT_APPLICABLE.test(id))).toEqual([]);
  });

  for (const one of cases) {
    const claimed = claims[one.id];
    if (claimed === undefined || claimed.verdict === "not applicable") {
      outcomes.set(one.id, claimed?.verdict ?? "failed");
      continue;
    }
    it(nameOf(one.id, claimed), async () => {
      outcomes.set(one.id, "failed");
      await claimed.run(one);
      outcomes.set(one.id, claimed.verdict);
    });
  }

  // Last, as it tells of all that came before.
  it("stands in docs/conformance.md as this run found it", ({ skip }) => {
    if (outcomes.size < cases.length) skip("only some of the cases ran");
    const section = sectionOf(cases, claims, outcomes);
    if (process.env["TOWERKIT_WRITE_CONFORMANCE"]) writeSection(section);
    expect(readSection()).toBe(section);
  });
});

const reference = referenceFile("tfrs_cases.json");

describe.skipIf(!reference)("the cases here", () => {
  it("are those that were recorded, word for word", () => {
    const recorded = JSON.parse(readFileSync(reference as string, "utf8")) as { cases: Case[] };
    const shortened = recorded.cases.map((one) =>
      Object.fromEntries(
        Object.entries(one).filter(([part]) => !["origin", "source", "verified"].includes(part)),
      ),
    );
    expect(cases).toEqual(shortened);
  });
});

function nameOf(id: string, claimed: Claim | undefined): string {
  if (claimed?.remark === undefined) return id;
  return claimed.verdict === "differs"
    ? `${id}, but ${claimed.remark}`
    : `${id}: ${claimed.remark}`;
}
