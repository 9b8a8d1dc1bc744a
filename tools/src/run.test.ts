import { describe, expect, it } from "vitest";
import { mapConcurrently, run, runOrThrow } from "./run.js";

const here = { cwd: "." };

describe("run", () => {
  it("gives the exit code and what was printed, apart", async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3;';
    expect(await run(process.execPath, ["-e", script], here)).toEqual({
      code: 3,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("ends what takes too long", async () => {
    const forever = run(process.execPath, ["-e", "setInterval(() => {}, 1)"], {
      ...here,
      timeout: 200,
    });
    expect((await forever).code).toBeNull();
  });

  it("fails on a command that is not there", async () => {
    await expect(run("no-such-command", [], here)).rejects.toThrow(/ENOENT/);
  });
});

describe("runOrThrow", () => {
  it("shows what a failed command printed", async () => {
    const failing = runOrThrow(process.execPath, ["-e", 'throw new Error("boom")'], here);
    await expect(failing).rejects.toThrow(/exited with 1\n.*boom/s);
  });
});

describe("mapConcurrently", () => {
  it("keeps the order of the items and never works on more than it may", async () => {
    let atWork = 0;
    let most = 0;
    const results = await mapConcurrently([30, 1, 20, 5, 10], 2, async (milliseconds) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      atWork--;
      return milliseconds * 2;
    });
    expect(results).toEqual([60, 2, 40, 10, 20]);
    expect(most).toBe(2);
  });

  it("fails when one fails", async () => {
    const work = async () => Promise.reject(new Error("boom"));
    await expect(mapConcurrently([1, 2], 2, work)).rejects.toThrow("boom");
  });
});
