import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../workspaces.js";
import { tfjsNodePlace } from "./place.js";

describe("tfjsNodePlace", () => {
  it("is in the repository's ignored cache by default", () => {
    for (const env of [{}, { TOWERKIT_NATIVE_DIR: "" }]) {
      const parent = dirname(tfjsNodePlace(env, "linux-x64"));
      expect(parent).toBe(join(repositoryRoot, ".cache/native"));
    }
  });

  it("is where TOWERKIT_NATIVE_DIR says, seen from the repository's root", () => {
    const place = (folder: string) => tfjsNodePlace({ TOWERKIT_NATIVE_DIR: folder }, "linux-x64");
    expect(dirname(place("/var/cache/native"))).toBe("/var/cache/native");
    expect(dirname(place("../native"))).toBe(join(repositoryRoot, "../native"));
  });

  it("is another for another machine", () => {
    expect(tfjsNodePlace({}, "linux-x64")).not.toBe(tfjsNodePlace({}, "linux-arm64"));
  });
});
