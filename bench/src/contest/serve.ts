import { createInterface } from "node:readline";
import type { Answer, Info, Reply, Request, Setup } from "./protocol.js";

/** What a contestant does: gets ready once, then runs as often as it is asked. */
export interface Contest<S extends Setup> {
  prepare(setup: S): Promise<{ readonly ready: Info; readonly run: Run; close?(): Promise<void> }>;
}

/** Does the work `n` times. */
export type Run = (n: number, what: string) => Answer | Promise<Answer>;

/** Answers the bench from a Node process, until its input ends. What fails is said; the rest goes on. */
export async function serve<S extends Setup>(contest: Contest<S>): Promise<void> {
  let prepared: Awaited<ReturnType<Contest<S>["prepare"]>> | undefined;
  const answer = async (request: Request): Promise<Reply> => {
    if ("setup" in request) {
      prepared = await contest.prepare(request.setup as S);
      return { ready: prepared.ready };
    }
    if (!prepared) throw new Error("nothing is set up yet");
    return prepared.run(request.run, request.what ?? "");
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const reply = await answer(JSON.parse(line) as Request).catch((error: unknown): Reply => {
      console.error(error);
      return { error: error instanceof Error ? error.message : String(error) };
    });
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  await prepared?.close?.();
}

/** Runs some work `n` times and times each. */
export function timedRuns(n: number, work: () => void): number[] {
  return Array.from({ length: n }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}
