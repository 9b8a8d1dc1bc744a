import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { toyBundle, toyDataDir } from "./toy.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** What these tests themselves run TypeScript with. */
const TOOLS = ["tsx", "esbuild"];

/** The packages of others that a process loads which runs this command line. */
function packagesLoadedBy(...argv: readonly string[]): string[] {
  const code = `
    import { main } from ${JSON.stringify(join(HERE, "../src/cli.ts"))};
    process.exitCode = await main(${JSON.stringify(argv)});`;
  const { stderr, status } = spawnSync(
    process.execPath,
    [
      ...["--conditions=@towerkit/source", "--import", join(HERE, "list-loaded.mjs")],
      ...["--import", "tsx", "--input-type=module", "--eval", code],
    ],
    { encoding: "utf8", cwd: HERE },
  );
  expect(status, stderr).toBe(0);
  const names = [...stderr.matchAll(/^loaded .*node_modules\/((?:@[^/]+\/)?[^/]+)/gm)];
  return [...new Set(names.map(([, name]) => name as string))].filter(
    (name) => !TOOLS.includes(name),
  );
}

describe("what a process loads", { timeout: 60_000 }, () => {
  const trained = toyBundle();
  const dataDir = toyDataDir();

  it("to recommend, is our own packages and the parser of the command line", () => {
    expect(packagesLoadedBy("recommend", trained.dir, "--user", "42", "--exclude-seen")).toEqual([
      "commander",
    ]);
  });

  it("to train id towers, is no TensorFlow.js", () => {
    const out = join(temporaryFolder(), "bundle");
    const loaded = packagesLoadedBy("train", "quickstart", "--data-dir", dataDir, "--out", out);
    expect(loaded).toContain("arquero");
    expect(loaded.filter((name) => name.startsWith("@tensorflow/"))).toEqual([]);
  });
});
