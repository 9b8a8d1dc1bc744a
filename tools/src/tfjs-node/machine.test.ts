import { describe, expect, it } from "vitest";
import { CannotBuild } from "./cannot-build.js";
import { thisMachine, wheelFor } from "./machine.js";
import { recipe } from "./recipe.js";

const debian = { target: "linux-x64", glibc: "2.36", nodeApi: 9 };

describe("wheelFor", () => {
  it("finds the wheel of a machine that the recipe knows", () => {
    expect(wheelFor(recipe, debian)).toBe(recipe.wheels["linux-x64"]);
  });

  it("takes a Node that offers the very version", () => {
    expect(wheelFor(recipe, { ...debian, nodeApi: recipe.nodeApi })).toBeDefined();
  });

  it.each([
    ["another processor", { target: "linux-arm64" }, /is linux-arm64; .* known for linux-x64\./],
    ["another C library", { glibc: undefined }, /not glibc/],
    ["an old Node", { nodeApi: 7 }, /offers Node-API version 7; .* made for 8\./],
    ["a Node that does not say", { nodeApi: Number.NaN }, /version NaN/],
  ])("refuses %s, with what to do", (_, difference, message) => {
    const wrong = () => wheelFor(recipe, { ...debian, ...difference });
    expect(wrong).toThrow(CannotBuild);
    expect(wrong).toThrow(message);
    expect(wrong).toThrow(/\n(Try|Use) /);
  });
});

describe("thisMachine", () => {
  it("tells what this Node runs on", () => {
    expect(thisMachine()).toMatchObject({ target: `${process.platform}-${process.arch}` });
    expect(thisMachine().nodeApi).toBeGreaterThanOrEqual(recipe.nodeApi);
  });
});
