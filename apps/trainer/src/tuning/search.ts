import type { Trial, TrialLog } from "./trial-log.js";

export interface SearchOptions {
  readonly trials: number;
  /** How many run at a time. */
  readonly jobs: number;
  readonly log: TrialLog;
  /** Does one trial, by its number. */
  run(trial: number): Promise<Trial>;
  onTrial(trial: Trial): void;
}

/** Does the trials that the log lacks. What is done stays in it, whatever breaks off. */
export async function search({ trials, jobs, log, run, onTrial }: SearchOptions): Promise<void> {
  let next = 0;
  let failed = false;
  const work = async () => {
    while (next < trials && !failed) {
      const number = next++;
      if (log.has(number)) continue;
      try {
        const trial = await run(number);
        await log.add(trial);
        onTrial(trial);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: jobs }, work));
  const broken = outcomes.find((outcome) => outcome.status === "rejected");
  if (broken !== undefined) throw broken.reason;
}
