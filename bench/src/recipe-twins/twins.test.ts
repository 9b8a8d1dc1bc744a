import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pythonFolder } from "../where.js";
import { BASIC_RETRIEVAL, TWINS } from "./twins.js";

describe("twins of recipes", () => {
  it.each([BASIC_RETRIEVAL, ...TWINS])("$recipe has its program", ({ script }) => {
    expect(existsSync(join(pythonFolder, script))).toBe(true);
  });

  it("are one for each recipe", () => {
    const recipes = TWINS.map(({ recipe }) => recipe);
    expect(new Set(recipes).size).toBe(recipes.length);
  });
});
