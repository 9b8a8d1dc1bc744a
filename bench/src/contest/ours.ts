import { contestantFile } from "../where.js";
import { type Entrant, lineEntrant } from "./contestant.js";
import type { Program } from "./line-process.js";
import type { Setup } from "./protocol.js";

/** A contestant program of ours, run as the bench itself is. */
export const ourProgram = (file: string, ...nodeOptions: string[]): Program => ({
  command: process.execPath,
  args: [...process.execArgv, ...nodeOptions, contestantFile(file)],
});

/** Ours on one, two and all threads, each as far as there are so many. */
export function oursByThreads(file: string, setup: Setup, threads: number): Entrant[] {
  return threadCounts(threads).map((count) =>
    lineEntrant(ourName(count), ourProgram(file), { fast: false, ...setup, threads: count }),
  );
}

export const threadCounts = (threads: number): number[] =>
  [...new Set([threads, 2, 1])].filter((count) => count <= threads);

export const ourName = (threads: number): string =>
  `towerkit, ${threads} ${threads === 1 ? "thread" : "threads"}`;
