import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createGenerator } from "@towerkit/core";
import type { Training } from "./training.js";

/** What became of a training that was killed many times. */
export interface Killed {
  /** How often it was killed before it had ended. */
  readonly kills: number;
  /** How many runs ended, each after some kills or none. */
  readonly ended: number;
  /** A sentence for each thing that is not as it should be. */
  readonly faults: readonly string[];
}

export interface KillOptions {
  readonly training: Training;
  readonly kills: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}

/**
 * Trains undisturbed once. Then kills the same training at random moments and resumes it, until it ends and
 * its bundle can be compared; and so again, until it was killed so often.
 */
export async function killAgainAndAgain(options: KillOptions): Promise<Killed> {
  const { training, kills, seed, say = () => {} } = options;
  const { milliseconds } = await training.run();
  const expected = digestOf(training.out);
  say(`undisturbed: ${Math.round(milliseconds)} ms`);
  await training.forget();

  const moments = createGenerator(seed, "kill -9");
  const faults: string[] = [];
  let [killed, ended] = [0, 0];
  while (killed < kills) {
    const after = moments.uniform() * milliseconds * 1.1;
    const { wasKilled } = await training.run(after);
    if (wasKilled) {
      killed++;
      const fault = partFault(training.out);
      if (fault !== undefined) faults.push(`after kill ${killed}: ${fault}`);
      if (killed < kills) continue;
      await training.run();
    }
    ended++;
    const digest = digestOf(training.out);
    if (digest !== expected) {
      faults.push(`after ${killed} kills a run ended with ${digest} and not with ${expected}`);
    }
    say(`${killed} kills, ${ended} runs ended`);
    await training.forget();
  }
  return { kills: killed, ended, faults };
}

const manifestOf = (out: string): string => join(out, "manifest.json");

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The bundle's digest: that of its manifest, which names those of its parts. */
const digestOf = (out: string): string => sha256(readFileSync(manifestOf(out)));

/** The bundle that is there, an old one or a new one, must be whole, whatever was going on. */
function partFault(out: string): string | undefined {
  const { parts } = JSON.parse(readFileSync(manifestOf(out), "utf8")) as {
    parts: Record<string, { file: string; sha256: string }>;
  };
  const damaged = Object.values(parts).find(
    (part) => sha256(readFileSync(join(out, part.file))) !== part.sha256,
  );
  return damaged && `${damaged.file} is not what the manifest says`;
}
