import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readManifest, repositoryRoot } from "../workspaces.js";
import { folderName, type Recipe, recipe } from "./recipe.js";

describe("folderName", () => {
  const name = folderName(recipe, "linux-x64");

  it("says the versions and the machine", () => {
    expect(name).toMatch(
      /^tfjs-node-4\.\d+\.\d+-tensorflow-2\.\d+\.\d+-linux-x64-napi-8-[0-9a-f]{8}$/,
    );
  });

  it("is the same for the same recipe", () => {
    expect(folderName(structuredClone(recipe), "linux-x64")).toBe(name);
  });

  it.each<[string, Partial<Recipe>]>([
    ["version of tfjs-node", { tfjs: "4.22.1" }],
    ["version of TensorFlow", { tensorflow: "2.21.1" }],
    ["wheel", { wheels: {} }],
    ["Node-API", { nodeApi: 9 }],
    ["version of the headers", { headers: "1.9.1" }],
    ["compiler's options", { compilerOptions: [] }],
  ])("is another for another %s", (_, change) => {
    expect(folderName({ ...recipe, ...change }, "linux-x64")).not.toBe(name);
  });
});

describe("the recipe", () => {
  it("brings the version of TensorFlow.js that the repository has: they share one registry", () => {
    const core = readManifest(join(repositoryRoot, "node_modules/@tensorflow/tfjs-core"));
    expect(recipe.tfjs).toBe(core.version);
  });
});
