import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shellWord } from "./shell-word.js";

describe("shellWord", () => {
  it.each([
    ["42", "42"],
    ["bundles/quickstart", "bundles/quickstart"],
    ["Fargo (1996)", '"Fargo (1996)"'],
    ["Schindler's List", '"Schindler\'s List"'],
    ["", '""'],
    ["$5", "'$5'"],
    ["a'b\"c", "'a'\\''b\"c'"],
  ])("writes %j as %s", (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  it("writes what a shell reads back", () => {
    const texts = fc.sample(fc.string({ unit: "binary-ascii" }), { numRuns: 200, seed: 1 });
    const readable = texts.filter((text) => !text.includes("\0"));
    const command = `printf '%s\\0' ${readable.map(shellWord).join(" ")}`;
    expect(
      execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\0").slice(0, -1),
    ).toEqual(readable);
  });
});
