import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "../report/table.js";
import { CannotRun, type Findings, type Part } from "./part.js";

/** How a part went. */
export interface Outcome {
  readonly part: Part;
  readonly seconds: number;
  /** Nothing where the part could not run, or broke off. */
  readonly findings?: Findings;
  /** Why it could not run here. */
  readonly cannotRun?: string;
  /** Why it broke off. */
  readonly error?: string;
}

/** What a run of parts tells while it goes on. */
export interface Listener {
  say(line: string): void;
  /** Is awaited before the next part starts. */
  finished(outcome: Outcome): Promise<void>;
}

/** Runs parts one after another; one that breaks off keeps none of the others from running. */
export async function runParts(parts: readonly Part[], listener: Listener): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    listener.say(`\n${part.title}`);
    const started = performance.now();
    const how = await attempt(part, listener);
    const outcome = { part, seconds: (performance.now() - started) / 1000, ...how };
    outcomes.push(outcome);
    await listener.finished(outcome);
  }
  return outcomes;
}

async function attempt(
  part: Part,
  { say }: Listener,
): Promise<Pick<Outcome, "findings" | "cannotRun" | "error">> {
  const folder = await mkdtemp(join(tmpdir(), "towerkit-figures-"));
  try {
    return { findings: await part.run({ folder, say }) };
  } catch (error) {
    if (error instanceof CannotRun) return { cannotRun: error.message };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a part ran and found something that is not as asked, or broke off. */
export const isMissed = ({ findings, error }: Outcome): boolean =>
  error !== undefined || (findings?.missed.length ?? 0) > 0;

/** A row for each part: whether it holds, and what there is to say. */
export function summaryTable(outcomes: readonly Outcome[]): Table {
  return {
    columns: ["part", "holds", "seconds", "remarks"],
    rows: outcomes.map((outcome) => {
      const { part, seconds, findings, cannotRun, error } = outcome;
      const holds = cannotRun === undefined ? (isMissed(outcome) ? "NO" : "yes") : "did not run";
      const remarks = cannotRun ?? error?.split("\n")[0] ?? findings?.missed.join("; ") ?? "";
      return [part.name, holds, seconds.toFixed(0), remarks];
    }),
  };
}
