import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { referenceFile } from "./reference-file.js";
import { temporaryFolder } from "./temporary-folder.js";

describe("referenceFile", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("finds a file in the folder that TOWERKIT_REFERENCE_DIR names", () => {
    const root = temporaryFolder();
    writeFileSync(join(root, "values.json"), "{}");
    vi.stubEnv("TOWERKIT_REFERENCE_DIR", root);
    expect(referenceFile("values.json")).toBe(join(root, "values.json"));
    expect(referenceFile("absent.json")).toBeUndefined();
  });

  it("looks beside the data where no folder is named", () => {
    const root = temporaryFolder();
    for (const name of ["data", "reference"]) mkdirSync(join(root, name));
    writeFileSync(join(root, "reference", "values.json"), "{}");
    vi.stubEnv("TOWERKIT_REFERENCE_DIR", undefined);
    vi.stubEnv("TOWERKIT_DATA_DIR", join(root, "data"));
    expect(referenceFile("values.json")).toBe(join(root, "reference", "values.json"));
    vi.stubEnv("TOWERKIT_DATA_DIR", join(root, "absent"));
    expect(referenceFile("values.json")).toBeUndefined();
  });
});
