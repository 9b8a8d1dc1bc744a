import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../workspaces.js";
import { readArrowTable } from "./table.js";

describe("tools/arrows.json", () => {
  it("says what the table in docs/architecture.md says", () => {
    const markdown = readFileSync(join(repositoryRoot, "docs/architecture.md"), "utf8");
    const written = [...markdown.matchAll(/^\| `((?:packages|apps)\/[^`]+)` \|.*\| ([^|]+) \|$/gm)];
    const rooms = [...readArrowTable(join(repositoryRoot, "tools/arrows.json"))];
    const checked = rooms.flatMap(([folder, { mayImport }]) =>
      /^(packages|apps)\//.test(folder) ? [[folder, inWords(mayImport)]] : [],
    );
    expect(Object.fromEntries(written.map(([, folder, words]) => [folder, words]))).toEqual(
      Object.fromEntries(
        checked.map(([folder, words]) => [folder, expect.stringMatching(words ?? "")]),
      ),
    );
  });
});

/** A pattern of the words that the document may use. */
function inWords(mayImport: readonly string[] | "any"): string {
  if (mayImport === "any") return "^any$";
  if (mayImport.length === 0) return "^nothing( of ours)?$";
  return `^${mayImport.map((name) => name.replace("@towerkit/", "")).join(", ")}$`;
}
