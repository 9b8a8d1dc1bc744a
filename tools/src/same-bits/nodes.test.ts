import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { nodeOfMajor } from "./nodes.js";

describe("nodeOfMajor", () => {
  it("is the Node that runs this, where that has the version", async () => {
    const major = process.versions.node.split(".")[0] as string;
    expect(await nodeOfMajor(major, temporaryFolder())).toBe(process.execPath);
  });

  it("takes nothing but a major version to the registry", async () => {
    await expect(nodeOfMajor("22.1", temporaryFolder())).rejects.toThrow(/no major version/);
    await expect(nodeOfMajor("--help", temporaryFolder())).rejects.toThrow(/no major version/);
  });
});
