import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.js";

describe("temporaryFolder", () => {
  const made: string[] = [];
  const ofBlock = temporaryFolder();
  let ofTest = "";
  beforeEach(() => {
    ofTest = temporaryFolder();
  });

  it("makes a folder of its own at each call", () => {
    made.push(temporaryFolder(), temporaryFolder(), ofTest);
    for (const folder of made) writeFileSync(join(folder, "file"), "text");
    expect(new Set(made).size).toBe(3);
  });

  it("has removed the folders of the test before, with what was in them", () => {
    expect(made.map((folder) => existsSync(folder))).toEqual([false, false, false]);
  });

  it("keeps a block's folder as long as the block runs", () => {
    expect(existsSync(ofBlock)).toBe(true);
  });
});
