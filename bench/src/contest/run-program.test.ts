import { describe, expect, it } from "vitest";
import { runProgram } from "./run-program.js";

const node = (code: string) => ({ command: process.execPath, args: ["-e", code] });

describe("runProgram", () => {
  it("gives the last line of standard output and the time to the end", async () => {
    const ended = await runProgram(node('console.log("one\\ntwo\\n"); setTimeout(() => {}, 50)'));
    expect(ended.lastLine).toBe("two");
    expect(ended.milliseconds).toBeGreaterThan(50);
    expect(ended.testedMilliseconds).toBeUndefined();
  });

  it.each(["log", "error"])(
    "times the last line about the test rows, by console.%s",
    async (how) => {
      const ended = await runProgram(
        node(`console.${how}("test: .2");
          setTimeout(() => console.${how}("test: .3"), 200);
          setTimeout(() => console.${how}("done"), 400);`),
      );
      expect(ended.testedMilliseconds).toBeGreaterThan(200);
      expect(ended.testedMilliseconds).toBeLessThan(ended.milliseconds - 150);
    },
  );

  it("throws the last complaint of a program that fails", async () => {
    const failing = node('console.error("first\\nthe last"); process.exitCode = 3');
    await expect(runProgram(failing)).rejects.toThrow(/^the last$/);
  });

  it("throws for a program that is not there", async () => {
    await expect(runProgram({ command: "no-such-program", args: [] })).rejects.toThrow(/ENOENT/);
  });
});
