import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Program } from "./line-process.js";

/** What a program that ran to its end said last, and how long it was there. */
export interface Ended {
  /** The last line of its standard output. */
  readonly lastLine: string;
  /** From its start to its end. */
  readonly milliseconds: number;
  /**
   * From its start to the last line, of either output, that begins with `TESTED`: whoever trains on from
   * another model's towers has that one tested before.
   */
  readonly testedMilliseconds?: number;
}

/** How a line begins by which a program says that it knows how the test rows rank. */
const TESTED = "test: ";

/**
 * Starts a program and waits for its end.
 * @throws Error with the last of its complaints if it fails.
 */
export async function runProgram({ command, args, env }: Program): Promise<Ended> {
  const began = performance.now();
  const child = spawn(command, [...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let testedMilliseconds: number | undefined;
  const lastLineOf = async (output: Readable) => {
    let last = "";
    for await (const line of createInterface({ input: output })) {
      if (line.startsWith(TESTED)) testedMilliseconds = performance.now() - began;
      if (line.trim() !== "") last = line;
    }
    return last;
  };
  const [lastLine, complaint, [code]] = await Promise.all([
    lastLineOf(child.stdout),
    lastLineOf(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  const milliseconds = performance.now() - began;
  if (code !== 0) throw new Error(complaint.slice(0, 300) || `${command} ended with ${code}`);
  return {
    lastLine,
    milliseconds,
    ...(testedMilliseconds !== undefined && { testedMilliseconds }),
  };
}
