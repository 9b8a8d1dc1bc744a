import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ConfigError } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { createEngine, engineInfo } from "./index.js";

describe("the default engine", () => {
  it("says what it is and what it runs on", async () => {
    const engine = await createEngine({ threads: 2 });
    expect(engine.name).toBe("default");
    expect(engine.info()).toMatchObject({
      name: "default",
      reason: "the default engine, as no other was asked for; the kernels use SIMD instructions.",
      threads: 2,
      simd: "simd",
    });
    expect(await engineInfo(engine)).toEqual(engine.info());
    await engine.close();
  });

  it("uses all cores unless told otherwise", async () => {
    const engine = await createEngine();
    expect(engine.info().threads).toBe(availableParallelism());
    await engine.close();
  });

  it("has a runtime of its own, which closes with it", async () => {
    const engine = await createEngine();
    expect(engine.runtime).not.toBe(await defaultRuntime());
    await engine.close();
    await engine.close();
    expect(() => engine.runtime.matrix(1, 1)).toThrow(ConfigError);
  });
});

describe("engineInfo", () => {
  it("describes the default runtime where it is given no engine", async () => {
    const { threads, simd } = await defaultRuntime();
    expect(await engineInfo()).toMatchObject({ name: "default", threads, simd });
  });
});

describe("createEngine", () => {
  it("refuses an engine there is not, and options no runtime takes", async () => {
    const unknown = { engine: "cuda" as "default" };
    await expect(createEngine(unknown)).rejects.toThrow(ConfigError);
    await expect(createEngine(unknown)).rejects.toThrow(
      /engine must be one of "default", "tfjs-node"/,
    );
    await expect(createEngine({ threads: 0 })).rejects.toThrow(ConfigError);
  });
});

describe("an engine in a process of its own", { timeout: 90_000 }, () => {
  it("loads no TensorFlow.js unless asked to, neither when imported nor when used", async () => {
    const { result, stderr } = await useEngine("default", "record-imports.mjs");
    expect(result.score).toBe(6);
    expect(stderr).toContain("resolved @towerkit/kernels");
    expect(stderr).not.toMatch(/resolved @tensorflow/);
  });

  it("loads TensorFlow.js when it is asked for, and prints nothing of its banner", async () => {
    const { result, stderr } = await useEngine("default", "record-imports.mjs", "tensorflow");
    expect(result.sum).toEqual([4, 6]);
    expect(stderr).toContain("resolved @tensorflow/tfjs-core");
    expect(stderr).not.toMatch(/looks like you are running|backend was already registered/);
  });

  it("gives the line that installs TensorFlow.js where that is asked for and missing", async () => {
    const { result } = await useEngine("default", "without-tensorflow.mjs", "tensorflow");
    expect(result.error).toBe("EngineError");
    expect(result.message).toMatch(/Cannot find package .*: run npm i @tensorflow\/tfjs-core/);
  });

  it("loads tfjs-node when asked to and it is there, and says so", async () => {
    const { result, stderr } = await useEngine("tfjs-node", "pretend-tfjs-node.mjs");
    expect(stderr).toContain("tfjs-node was loaded");
    expect(result.score).toBe(6);
    expect(result.infos).toMatchObject([
      { name: "default" },
      { name: "tfjs-node", reason: expect.stringContaining("was asked for and is loaded") },
    ]);
  });

  it("gives the line that installs tfjs-node where it is asked for and missing", async () => {
    const { result } = await useEngine("tfjs-node", "record-imports.mjs");
    expect(result.error).toBe("EngineError");
    expect(result.message).toMatch(/is not installed: run npm i @tensorflow\/tfjs-node/);
  });
});

async function useEngine(name: string, preload: string, more = "") {
  const at = (file: string) => fileURLToPath(new URL(`../test/${file}`, import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    "--conditions=@towerkit/source",
    "--import",
    "tsx",
    "--import",
    at(preload),
    at("use-engine.ts"),
    name,
    more,
  ]);
  return { result: JSON.parse(stdout), stderr };
}
