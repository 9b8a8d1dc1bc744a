import { DatasetError } from "@towerkit/core";
import { build, type Rolldown } from "vite";
import { describe, expect, it } from "vitest";
import { movieLens100k } from "../movielens/100k/format.js";
import { findFiles } from "./browser.js";

describe("in a browser", () => {
  it("asks for the files, as it can find none", async () => {
    const finding = findFiles(movieLens100k);
    await expect(finding).rejects.toThrow(DatasetError);
    await expect(finding).rejects.toThrow(/In a browser.*movielens\("100k", \{ source \}\)/);
  });

  it("bundles without a module of Node's", async () => {
    const output = (await build({
      configFile: false,
      logLevel: "silent",
      resolve: { conditions: ["@towerkit/source", "browser", "import", "default"] },
      build: {
        write: false,
        minify: false,
        lib: { entry: new URL("../index.ts", import.meta.url).pathname, formats: ["es"] },
      },
    })) as Rolldown.RolldownOutput[];
    const code = output[0].output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("\n");
    expect(code).toContain("In a browser MovieLens");
    expect(code).not.toMatch(/["']node:/);
  });
});
