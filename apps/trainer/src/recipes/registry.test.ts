import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { RECIPES } from "./registry.js";

const pages = new URL("../../../../docs/recipes/", import.meta.url);

describe("every recipe", () => {
  it("has a name of its own", () => {
    expect(new Set(RECIPES.map(({ name }) => name)).size).toBe(RECIPES.length);
  });

  it.each(RECIPES)("$name has a page, with its command", async ({ name }) => {
    const file = new URL(`${name}.md`, pages);
    expect(existsSync(file)).toBe(true);
    expect(await readFile(file, "utf8")).toContain(`npx towerkit train ${name}\``);
  });

  it("stands in the list of pages, which names no other", async () => {
    const list = await readFile(new URL("README.md", pages), "utf8");
    const listed = [...list.matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, name]) => name);
    expect([...listed].sort()).toEqual(RECIPES.map(({ name }) => name).sort());
  });
});
