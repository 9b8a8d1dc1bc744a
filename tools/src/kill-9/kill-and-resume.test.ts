import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { drawsFrom } from "./draws.js";
import { killAndResume } from "./kill-and-resume.js";
import { lessonsIn } from "./lessons.js";

describe("towerkit train --resume", { timeout: 120_000 }, () => {
  // `npm run figures -- --only kill-9` does it 200 times.
  it("ends with the bits, the history and the figures of an undisturbed run, however often it is killed", async () => {
    const [, validated] = await lessonsIn(temporaryFolder());
    expect(validated).toBeDefined();
    if (validated === undefined) return;
    const killed = await killAndResume(validated, { kills: 5, draw: drawsFrom("7", "test") });
    expect(killed.differences).toEqual([]);
    expect([killed.timed + killed.writing, killed.ends > 0]).toEqual([5, true]);
  });
});

describe("killAndResume", () => {
  it("tells a training apart that ends with other figures when it goes on", async () => {
    const folder = temporaryFolder();
    const code = `
      const { existsSync, writeFileSync } = require("node:fs");
      const [out] = process.argv.slice(1);
      const file = (name) => out + "/" + name;
      const goesOn = existsSync(file("begun"));
      writeFileSync(file("begun"), "");
      setTimeout(() => {
        writeFileSync(file("manifest.json"), JSON.stringify({ parts: {}, goesOn }));
        writeFileSync(file("report.json"), JSON.stringify({ epochs: [] }));
      }, 50);`;
    const lesson = { name: "forgetful", folder, argsFor: (out: string) => ["-e", code, out] };
    // At the first change of a file.
    const draws = [0.9, 0];
    const killed = await killAndResume(lesson, { kills: 1, draw: () => draws.shift() ?? 0 });
    expect(killed.writing).toBe(1);
    expect(killed.differences).toEqual([
      "forgetful, run 0: the digest differs from an undisturbed run's.",
    ]);
  }, 60_000);
});

describe("drawsFrom", () => {
  it("gives the same numbers for the same seed and name, and others for another", () => {
    const drawn = (seed: string) => Array.from({ length: 4 }, drawsFrom(seed, "a"));
    expect(drawn("1")).toEqual(drawn("1"));
    expect(drawn("2")).not.toEqual(drawn("1"));
    for (const number of drawn("1")) expect(number >= 0 && number < 1).toBe(true);
  });
});
