import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import util from "node:util";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it, vi } from "vitest";
import { run } from "../src/run.js";
import { repositoryRoot } from "../src/workspaces.js";

const tool = ["--import", "tsx", "tools/src/tfjs-node.ts"];

function whereIs(program: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

describe("npm run tfjs-node", () => {
  it("refuses arguments", async () => {
    const { code, stdout, stderr } = await run(process.execPath, [...tool, "--here"], {
      cwd: repositoryRoot,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/takes no arguments/);
  });

  const flock = whereIs("flock");

  it.skipIf(!flock)("says what the machine lacks, and leaves nothing behind", async () => {
    const bin = temporaryFolder();
    symlinkSync(flock as string, join(bin, "flock"));
    const native = temporaryFolder();
    const { code, stdout, stderr } = await run(process.execPath, tool, {
      cwd: repositoryRoot,
      env: { PATH: bin, TOWERKIT_NATIVE_DIR: native },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/g\+\+ was not found\.\nInstall it: apt-get install g\+\+\./);
    expect(readdirSync(native).filter((name) => !name.endsWith(".lock"))).toEqual([]);
  });
});

interface TensorFlow {
  tensor2d(values: number[], shape: [number, number]): unknown;
  matMul(left: unknown, right: unknown): { dataSync(): Float32Array };
  getBackend(): string;
  backend(): { executeSingleOutput(name: string, ...rest: unknown[]): unknown };
}

const aside = process.env["TOWERKIT_TFJS_NODE"];

describe.skipIf(!aside)("the tfjs-node that TOWERKIT_TFJS_NODE names", () => {
  it("computes what the repository's own tfjs-core is asked for", async () => {
    vi.stubEnv("TF_CPP_MIN_LOG_LEVEL", "2");
    // Node 23 took it out of `util`, and tfjs-node calls it.
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null });
    const ours = createRequire(join(repositoryRoot, "packages/engine/package.json"));
    const theirs = createRequire(join(aside as string, "package.json"));
    const core = ours("@tensorflow/tfjs-core") as TensorFlow;
    ours("@tensorflow/tfjs-backend-cpu");
    // The folder holds copies of these. Ours stand in for them, as in an ordinary installation.
    for (const name of ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-cpu"]) {
      ours.cache[theirs.resolve(name)] = ours.cache[ours.resolve(name)];
    }
    const tfjsNode = theirs("@tensorflow/tfjs-node") as TensorFlow;

    expect(tfjsNode.matMul).toBe(core.matMul);
    expect(core.getBackend()).toBe("tensorflow");
    const execute = vi.spyOn(core.backend(), "executeSingleOutput");
    const product = core.matMul(
      core.tensor2d([1, 2, 3, 4], [2, 2]),
      core.tensor2d([5, 6, 7, 8], [2, 2]),
    );
    expect(Array.from(product.dataSync())).toEqual([19, 22, 43, 50]);
    expect(execute.mock.calls.map(([operation]) => operation)).toEqual(["BatchMatMulV2"]);
  });
});
