import { describe, expect, it } from "vitest";
import { extractBlocks } from "./extract.js";
import { notInstalled } from "./installs.js";

const example = [
  "```ts",
  'import { readFileSync } from "node:fs";',
  'import { tower } from "@towerkit/towers/raw";',
  'import { stringLookup } from "@towerkit/features";',
  "```",
  "",
].join("\n");

function notInstalledIn(markdown: string): string[] {
  return notInstalled(extractBlocks(markdown, "README.md"));
}

describe("notInstalled", () => {
  it("names a package that an example imports and no line installs", () => {
    expect(notInstalledIn(`\`\`\`sh\nnpm i @towerkit/towers\n\`\`\`\n${example}`)).toEqual([
      "README.md:5: imports @towerkit/features, which the document does not install",
    ]);
  });

  it("accepts what any line of the document installs", () => {
    const install = "```sh\nnpm i @towerkit/towers @towerkit/features\n```\n";
    expect(notInstalledIn(install + example)).toEqual([]);
    expect(notInstalledIn(example + install)).toEqual([]);
  });

  it("asks nothing of a document for readers in the repository", () => {
    expect(notInstalledIn(`\`\`\`sh\nnpm ci\n\`\`\`\n${example}`)).toEqual([]);
  });
});
