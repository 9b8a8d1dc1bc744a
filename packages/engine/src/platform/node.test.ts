import { EngineError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { giveBackRemoved, loadTfjsNode } from "./node.js";

function failingWith(message: string) {
  return loadTfjsNode(() => Promise.reject(new Error(message)));
}

describe("loadTfjsNode in Node", () => {
  it("loads the package, and no other", async () => {
    const loaded: string[] = [];
    await loadTfjsNode(async (specifier) => loaded.push(specifier));
    expect(loaded).toEqual(["@tensorflow/tfjs-node"]);
  });

  it("gives the line that installs it where it is missing", async () => {
    for (const missing of [
      failingWith("Cannot find package '@tensorflow/tfjs-node' imported from /app/engine.js"),
      failingWith('Could not resolve "@tensorflow/tfjs-node" imported by "@towerkit/engine".'),
    ]) {
      await expect(missing).rejects.toThrow(EngineError);
      await expect(missing).rejects.toThrow(/not installed: run npm i @tensorflow\/tfjs-node/);
    }
  });

  it("does not call it missing where something that it needs is", async () => {
    for (const broken of [
      failingWith("Cannot find package 'pako' imported from /app/x.js"),
      failingWith("libtensorflow.so.2: cannot open shared object file"),
    ]) {
      await expect(broken).rejects.toThrow(EngineError);
      await expect(broken).rejects.toThrow(/is installed but does not load \(.*can ?not.*\)/i);
      await expect(broken).rejects.toHaveProperty("cause");
    }
  });

  it("tells in one line how to run its install script where that has not run", async () => {
    const halfInstalled = failingWith(
      "The Node.js native addon module (tfjs_binding.node) can not be found at path: /app. \nPlease run …",
    );
    await expect(halfInstalled).rejects.toThrow(EngineError);
    await expect(halfInstalled).rejects.toThrow(
      /^@tensorflow\/tfjs-node is installed, but not .*: run npm approve-scripts @tensorflow\/tfjs-node .* npm rebuild @tensorflow\/tfjs-node.*\.$/,
    );
  });
});

describe("giveBackRemoved", () => {
  it("adds the functions that tfjs-node calls and newer Nodes lack", () => {
    const util: { isArray?: unknown; isNullOrUndefined?: (value: unknown) => boolean } = {};
    giveBackRemoved(util);
    expect([undefined, null, 0, ""].map((value) => util.isNullOrUndefined?.(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(util.isArray).toBe(Array.isArray);
  });

  it("keeps the functions that are there", () => {
    const util = { isArray: 1, isNullOrUndefined: 2 };
    giveBackRemoved(util);
    expect(util).toEqual({ isArray: 1, isNullOrUndefined: 2 });
  });
});
