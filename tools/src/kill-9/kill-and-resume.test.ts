import { createGenerator } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { killAndResume } from "./kill-and-resume.js";
import { lessonsIn } from "./lessons.js";

describe("towerkit train --resume", { timeout: 120_000 }, () => {
  // `npm run figures -- --only kill-9` does it 200 times.
  it("ends with the bits, the history and the figures of an undisturbed run, however often it is killed", async () => {
    const [, validated] = await lessonsIn(temporaryFolder());
    expect(validated).toBeDefined();
    if (validated === undefined) return;
    const killed = await killAndResume(validated, {
      kills: 5,
      moments: createGenerator(7, "kill -9"),
    });
    expect(killed.differences).toEqual([]);
    expect([killed.timed + killed.writing, killed.ends > 0]).toEqual([5, true]);
  });
});

describe("killAndResume", () => {
  it("tells a training apart that ends with other figures when it goes on", async () => {
    const folder = temporaryFolder();
    const code = `
      const { existsSync, writeFileSync } = require("node:fs");
      const [out, resume] = process.argv.slice(1);
      const file = (name) => out + "/" + name;
      const goesOn = existsSync(file("begun"));
      writeFileSync(file("begun"), "");
      setTimeout(() => {
        writeFileSync(file("manifest.json"), JSON.stringify({ parts: {}, goesOn }));
        writeFileSync(file("report.json"), JSON.stringify({ epochs: [] }));
      }, 50);`;
    const lesson = { name: "forgetful", folder, argsFor: (out: string) => ["-e", code, out] };
    const { differences } = await killAndResume(lesson, {
      kills: 1,
      moments: { uniform: () => 0.99, below: () => 0 },
    });
    expect(differences[0]).toMatch(/^forgetful, run 0: .* undisturbed run's\.$/);
  }, 60_000);
});
