import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";

const BIN = fileURLToPath(new URL("../bin", import.meta.url));

/** Runs the committed command in a folder that holds it and, where given, a built command line. */
function runBin(argv: readonly string[], built?: string) {
  const folder = temporaryFolder();
  cpSync(BIN, join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  if (built !== undefined) {
    mkdirSync(join(folder, "dist/cli"), { recursive: true });
    writeFileSync(join(folder, "dist/cli/cli.js"), built);
  }
  const command = [join(folder, "bin/towerkit.js"), ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("bin/towerkit.js", () => {
  it("says in one line what to run where nothing is built", () => {
    expect(runBin(["recipes"])).toEqual({
      status: 1,
      stdout: "",
      stderr: "towerkit: the command line is not built yet: run npm run build.\n",
    });
  });

  it("hands the arguments to the built command line and leaves with its exit code", () => {
    const built = "export const main = async (argv) => (console.log(argv.join('|')), 2);";
    expect(runBin(["a", "b c"], built)).toEqual({ status: 2, stdout: "a|b c\n", stderr: "" });
  });
});
