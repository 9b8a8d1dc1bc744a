import { describe, expect, it } from "vitest";
import { LineProcess } from "./line-process.js";

const node = (code: string, env: Record<string, string> = {}) =>
  new LineProcess({ command: process.execPath, args: ["--eval", code], env });

/** Says back what it was told, as what it knows about itself. */
const ECHO = `
  const { createInterface } = require("node:readline");
  createInterface({ input: process.stdin }).on("line", (line) => {
    const { setup, run } = JSON.parse(line);
    const reply = setup
      ? { ready: { ...setup, word: process.env.WORD } }
      : { milliseconds: new Array(run).fill(1.5) };
    console.log(JSON.stringify(reply));
  });`;

describe("LineProcess", () => {
  it("sets a child up, has it run, and lets it end", async () => {
    const child = node(ECHO, { WORD: "hello" });
    expect(await child.setUp({ setup: { batchSize: 8 } })).toEqual({ batchSize: 8, word: "hello" });
    expect(await child.run({ run: 2 })).toEqual({ milliseconds: [1.5, 1.5], values: {} });
    await child.close();
    await child.close();
  });

  it("says what a child that ended complained of last", async () => {
    const child = node('console.error("no module named jax"); process.exit(1);');
    await expect(child.setUp({ setup: {} })).rejects.toThrow(/without an answer.*named jax/);
  });

  it("says that there is no such program", async () => {
    const child = new LineProcess({ command: "no-such-program", args: [] });
    await expect(child.setUp({ setup: {} })).rejects.toThrow(/no-such-program/);
    await child.close();
  });

  it("throws what a child says it failed of", async () => {
    const child = node(`console.log('{"error":"out of luck"}')`);
    await expect(child.setUp({ setup: {} })).rejects.toThrow("out of luck");
    await child.close();
  });
});
