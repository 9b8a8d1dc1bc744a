import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findChromium } from "./chromium.js";
import { temporaryFolder } from "./temporary-folder.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("findChromium", () => {
  it("takes the one that CHROMIUM_PATH names", () => {
    const file = join(temporaryFolder(), "my-browser");
    writeFileSync(file, "");
    vi.stubEnv("CHROMIUM_PATH", file);
    expect(findChromium()).toBe(file);
  });

  it("looks where programs are, and passes over a path that is not there", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "google-chrome"), "");
    vi.stubEnv("CHROMIUM_PATH", join(folder, "absent"));
    vi.stubEnv("PATH", folder);
    expect(findChromium()).toMatch(/^\/usr\/bin\/(chromium|google)|google-chrome$/);
  });
});
