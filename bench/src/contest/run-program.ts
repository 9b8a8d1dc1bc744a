import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Program } from "./line-process.js";

/** What a program that ran to its end said last, and how long it was there. */
export interface Ended {
  readonly lastLine: string;
  readonly milliseconds: number;
}

/**
 * Starts a program and waits for its end.
 * @throws Error with the last of its complaints if it fails.
 */
export async function runProgram({ command, args, env }: Program): Promise<Ended> {
  const started = performance.now();
  try {
    const { stdout } = await promisify(execFile)(command, [...args], {
      env: { ...process.env, ...env },
      maxBuffer: 2 ** 26,
    });
    const milliseconds = performance.now() - started;
    return { lastLine: stdout.trim().split("\n").at(-1) as string, milliseconds };
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    throw new Error(stderr.trim().split("\n").at(-1)?.slice(0, 300) || message);
  }
}
