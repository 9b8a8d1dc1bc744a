import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pythonFolder, repositoryRoot } from "../where.js";
import { BASIC_RETRIEVAL, TWINS, type Twin, WITHOUT_TWIN } from "./twins.js";

const ALL = [BASIC_RETRIEVAL, ...TWINS];

interface KnownRecipe {
  readonly name: string;
  readonly dataset: string;
  readonly hasRandomSplit: boolean;
}

const registry = join(repositoryRoot, "apps/trainer/src/recipes/registry.ts");
const { RECIPES } = (await import(registry)) as { readonly RECIPES: readonly KnownRecipe[] };

const programOf = ({ script }: Twin) => join(pythonFolder, script);

/** The options of a twin's program, each with the words that follow it. */
function optionsOf({ args }: Twin): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, string[]>();
  let words: string[] = [];
  for (const word of args) {
    if (word.startsWith("--")) {
      words = [];
      options.set(word, words);
    } else {
      words.push(word);
    }
  }
  return options;
}

describe("twins of recipes", () => {
  it.each(ALL)("$recipe has its program", (twin) => {
    expect(existsSync(programOf(twin))).toBe(true);
  });

  it.each(ALL)("$recipe gives its program only options that it has", (twin) => {
    const program = readFileSync(programOf(twin), "utf8");
    const shared = readFileSync(join(pythonFolder, "twin.py"), "utf8");
    const known = [...`${program}${shared}`.matchAll(/add_argument\("(--[a-z-]+)"(.*)/g)];
    const isSwitch = new Map(known.map(([, name, rest]) => [name, rest?.includes("store_true")]));
    expect(optionsOf(twin).size).toBeGreaterThan(0);
    for (const [name, words] of optionsOf(twin)) {
      expect(isSwitch.has(name), name).toBe(true);
      expect(words.length > 0, name).toBe(isSwitch.get(name) === false);
    }
  });

  it("are one for each recipe but those of which it is said why there is none", () => {
    const named = [...ALL.map(({ recipe }) => recipe), ...Object.keys(WITHOUT_TWIN)];
    expect(new Set(named).size).toBe(named.length);
    expect(named.sort()).toEqual(RECIPES.map(({ name }) => name).sort());
  });

  it.each(ALL)("$recipe reads its recipe's data, divided in the same way", (twin) => {
    const recipe = RECIPES.find(({ name }) => name === twin.recipe);
    expect(twin.data).toBe(recipe?.dataset);
    expect(typeof twin.split === "object" && "seed" in twin.split).toBe(recipe?.hasRandomSplit);
  });

  it.each(ALL.filter(({ recipe }) => recipe.endsWith("-logq")))(
    "$recipe is corrected for popular films, and the recipe without the ending is not",
    ({ recipe, args }) => {
      const plain = ALL.find((other) => `${other.recipe}-logq` === recipe);
      const before = plain?.args.slice(0, plain.shortened ? -2 : undefined) ?? [];
      expect(args.slice(0, before.length + 1)).toEqual([...before, "--log-q"]);
      expect(before).not.toContain("--log-q");
    },
  );

  it.each(ALL.filter(({ shortened }) => shortened !== undefined))(
    "$recipe is shortened on both sides alike",
    (twin) => {
      const { epochs = 0, of = 0 } = twin.shortened ?? {};
      const [option, last] = twin.args.slice(-2) as [string, string];
      expect(last).toBe(String(epochs));
      expect(twin.args[twin.args.indexOf(option) + 1]).toBe(String(of));
      expect(option).toBe(twin.args.includes("--then-epochs") ? "--then-epochs" : "--epochs");
      expect(epochs).toBeLessThan(of);
    },
  );
});
