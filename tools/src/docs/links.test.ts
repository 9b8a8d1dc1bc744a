import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { expect, it } from "vitest";
import { brokenLinks } from "./links.js";

it("names the links that lead to no file, seen from the document's own folder", () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "docs"));
  writeFileSync(join(root, "README.md"), "");
  const page = [
    "[there](../README.md), [a part of it](../README.md#limits), [this page](#below)",
    "[elsewhere](https://example.org/gone.md), ![gone](images/gone.svg) and [gone, too](README.md#limits)",
    "```ts",
    "const [one] = made[0](gone.md);",
    "```",
  ];
  writeFileSync(join(root, "docs/page.md"), page.join("\n"));
  expect(brokenLinks(root, "docs/page.md")).toEqual([
    "docs/page.md: there is no images/gone.svg",
    "docs/page.md: there is no README.md",
  ]);
});
