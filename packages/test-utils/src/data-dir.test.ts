import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dataDir } from "./data-dir.js";
import { temporaryFolder } from "./temporary-folder.js";

describe("dataDir", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("finds a data set in the folder that TOWERKIT_DATA_DIR names", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "ml-100k"));
    vi.stubEnv("TOWERKIT_DATA_DIR", root);
    expect(dataDir("ml-100k")).toBe(join(root, "ml-100k"));
    expect(dataDir()).toBe(root);
  });

  it("is undefined where the folder or the data set is absent", () => {
    const root = temporaryFolder();
    writeFileSync(join(root, "file"), "");
    vi.stubEnv("TOWERKIT_DATA_DIR", root);
    expect(dataDir("ml-100k")).toBeUndefined();
    expect(dataDir("file")).toBeUndefined();
    vi.stubEnv("TOWERKIT_DATA_DIR", join(root, "absent"));
    expect(dataDir()).toBeUndefined();
  });

  it("counts a relative path from the repository's root", () => {
    vi.stubEnv("TOWERKIT_DATA_DIR", "packages");
    expect(dataDir("test-utils")).toMatch(/packages.test-utils$/);
  });
});
