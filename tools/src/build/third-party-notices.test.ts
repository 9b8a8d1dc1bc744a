import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { thirdPartyNotices } from "./third-party-notices.js";

describe("thirdPartyNotices", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "towerkit-notices-"));
    addPackage("kept", { LICENSE: "Kept for all time." });
    addPackage("unused", { "licence.md": "Nobody asked for it." });
    addPackage("bare", {});
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes the licence of every package that went in, and of no other", async () => {
    const text = await notices('import "kept";');
    expect(text).toContain("kept 1.2.3 (MIT)\n\nKept for all time.");
    expect(text).not.toContain("unused");
  });

  it("refuses a package that has no licence text", async () => {
    await expect(notices('import "bare";')).rejects.toThrow(/bare is bundled but has no licence/);
  });

  function addPackage(name: string, files: Record<string, string>): void {
    const own = {
      "package.json": JSON.stringify({ name, version: "1.2.3", license: "MIT", main: "main.js" }),
      "main.js": `console.log("${name}");`,
    };
    const dir = join(folder, "node_modules", name);
    mkdirSync(dir, { recursive: true });
    for (const [file, text] of Object.entries({ ...own, ...files })) {
      writeFileSync(join(dir, file), text);
    }
  }

  async function notices(entry: string): Promise<string> {
    writeFileSync(join(folder, "entry.js"), entry);
    const file = join(folder, "out", "NOTICES.txt");
    await build({
      absWorkingDir: folder,
      entryPoints: [join(folder, "entry.js")],
      bundle: true,
      outdir: join(folder, "out"),
      logLevel: "silent",
      plugins: [thirdPartyNotices(file)],
    });
    return readFileSync(file, "utf8");
  }
});
