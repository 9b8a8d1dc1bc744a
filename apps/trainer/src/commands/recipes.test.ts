import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { run } from "../../test/run.js";
import { RECIPES } from "../recipes/registry.js";
import { recipesSchema } from "../schema/recipes.js";

describe("towerkit recipes", () => {
  it("lists every recipe with its data", async () => {
    const { exitCode, stdout, stderr } = await run("recipes");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const { name, dataset } of RECIPES) {
      expect(stdout).toMatch(new RegExp(`^${name} {2,}${dataset} {2,}\\S`, "m"));
    }
  });

  it("writes the list as JSON of its schema", async () => {
    const file = join(temporaryFolder(), "recipes.json");
    await run("recipes", "--json", file);
    const { recipes } = recipesSchema.parse(JSON.parse(await readFile(file, "utf8")));
    expect(recipes.map(({ name }) => name)).toEqual(RECIPES.map(({ name }) => name));
  });

  it("leaves stdout to the JSON where --json is -", async () => {
    const { stdout, stderr } = await run("recipes", "--json", "-");
    expect(recipesSchema.parse(JSON.parse(stdout)).recipes).toHaveLength(RECIPES.length);
    expect(stderr).toContain("quickstart");
  });
});
