import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@towerkit/test-utils";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

/** Of the scores of every scenario: 0 to 6 over and over, 2,000 of them. */
const SUM = 5_995;
const RELAXED_FLAG = "--experimental-wasm-relaxed-simd";
const folder = temporaryFolder();

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@towerkit/source"] },
    ssr: { noExternal: true, resolve: { conditions: ["@towerkit/source", "node"] } },
    build: {
      ssr: fileURLToPath(new URL("scenarios.ts", import.meta.url)),
      outDir: folder,
      target: "es2022",
    },
  });
});

/** What became of a process: it is killed after 20 seconds. */
interface Ended {
  readonly code: number | null;
  readonly result: Record<string, unknown>;
  readonly stderr: string;
}

function run(scenario: string, flags: readonly string[] = []): Promise<Ended> {
  const args = [...flags, join(folder, "scenarios.js"), scenario];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { timeout: 20_000, killSignal: "SIGKILL" });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, result: JSON.parse(stdout || "{}"), stderr }));
  });
}

describe("a process with a runtime that nobody closed", () => {
  it.each(["used and left open", "used for a while and left open"])(
    "ends by itself: %s",
    async (scenario) => {
      expect(await run(scenario)).toEqual({
        code: 0,
        result: { sum: SUM, threads: 3 },
        stderr: "",
      });
    },
  );

  it.each(["exit while threads start", "exit while threads are idle"])(
    "ends when it says so: %s",
    async (scenario) => {
      expect(await run(scenario)).toEqual({ code: 7, result: { sum: SUM }, stderr: "" });
    },
  );

  it("ends with the error that nobody caught", async () => {
    const { code, stderr } = await run("an uncaught error");
    expect(code).toBe(1);
    expect(stderr).toContain("on purpose");
  });
});

describe("a process that awaits the end of its runtime last of all", () => {
  it("sees it", async () => {
    expect(await run("closed at the very end")).toEqual({
      code: 0,
      result: { sum: SUM },
      stderr: "",
    });
  });
});

describe("a runtime in a worker", () => {
  it("has threads of its own, and neither keeps the worker nor the process", async () => {
    expect(await run("in a worker")).toEqual({
      code: 0,
      result: { sum: SUM, threads: 3 },
      stderr: "",
    });
  });

  it("ends with the worker in the middle of its work", async () => {
    expect(await run("in a worker that is terminated while it works")).toEqual({
      code: 0,
      result: { code: 1 },
      stderr: "",
    });
  });
});

describe("Node's permission model", () => {
  it("leaves one thread where it forbids workers", async () => {
    const flag = process.allowedNodeEnvironmentFlags.has("--permission")
      ? "--permission"
      : "--experimental-permission";
    const flags = [flag, "--allow-fs-read=*", "--disable-warning=ExperimentalWarning"];
    expect(await run("where threads are forbidden", flags)).toEqual({
      code: 0,
      result: { sum: SUM, threads: 1, simd: "simd" },
      stderr: "",
    });
  });
});

describe("a runtime that is allowed to be fast", () => {
  /** Node 20 knows relaxed instructions behind a flag only, later ones without. */
  const isOld = Number.parseInt(process.versions.node, 10) < 22;

  it("uses relaxed instructions where there are some, and ends up near the exact results", async () => {
    const { result } = await run("allowed to be fast", isOld ? [RELAXED_FLAG] : []);
    expect(result).toMatchObject({ simd: ["simd", "relaxed"], threads: [2, 2] });
    expect(result["loss"]).toBeLessThan(1e-6);
    expect(result["queryGradients"]).toBeLessThan(1e-5);
    expect(result["candidateGradients"]).toBeLessThan(1e-5);
  });
});
