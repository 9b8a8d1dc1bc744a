import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Ended, type Moment, runAndKill } from "@towerkit/test-utils/killing";
import type { Lesson } from "./lessons.js";

/** What came of killing a training. */
export interface Killed {
  /** How often it was killed at a random moment, and how often while it wrote files. */
  readonly timed: number;
  readonly writing: number;
  /** How many of these left a lock or an unfinished file behind. */
  readonly unfinished: number;
  /** How many of these left a checkpoint to go on from. */
  readonly withCheckpoint: number;
  /** How many trainings came to their end, all of them having been killed at least once. */
  readonly ends: number;
  /** A sentence for everything that was not as in an undisturbed run. */
  readonly differences: readonly string[];
}

/** Kills a training so often, each time letting it go on from where it was; when it ends, another begins. */
export async function killAndResume(
  lesson: Lesson,
  { kills, draw }: { readonly kills: number; readonly draw: () => number },
): Promise<Killed> {
  const whole = join(lesson.folder, "undisturbed");
  const undisturbed = ended(await runAndKill(lesson.argsFor(whole), { folder: whole }));
  const expected = outcomeOf(whole);
  const count = { timed: 0, writing: 0, unfinished: 0, withCheckpoint: 0, ends: 0 };
  const differences: string[] = [];
  for (let run = 0; count.timed + count.writing < kills; run++) {
    const folder = join(lesson.folder, `run-${run}`);
    const args = [...lesson.argsFor(folder), "--resume"];
    for (let isOver = false; !isOver; ) {
      const left = kills - count.timed - count.writing;
      const moment = left > 0 ? momentOf(undisturbed, draw) : undefined;
      const life = await runAndKill(args, { folder, ...(moment && { moment }) });
      if (life.killed && moment) {
        count["milliseconds" in moment ? "timed" : "writing"]++;
        const files = readdirSync(folder);
        if (files.some((file) => /\.tmp$|lock/.test(file))) count.unfinished++;
        if (files.includes("checkpoint.safetensors")) count.withCheckpoint++;
        const digest = digestOf(folder);
        if (digest !== undefined && digest !== expected.digest) {
          differences.push(`${lesson.name}, run ${run}: a kill left a bundle that is none.`);
        }
      } else {
        ended(life);
        isOver = true;
      }
    }
    count.ends++;
    const outcome = outcomeOf(folder);
    for (const [what, value] of Object.entries(outcome)) {
      if (value === expected[what as keyof Outcome]) continue;
      differences.push(
        `${lesson.name}, run ${run}: the ${what} differs from an undisturbed run's.`,
      );
    }
    rmSync(folder, { recursive: true });
  }
  return { ...count, differences };
}

/** Half of them at any time up to its end, half at any change of a file. */
function momentOf({ milliseconds, changes }: Ended, draw: () => number): Moment {
  return draw() < 0.5
    ? { milliseconds: draw() * milliseconds }
    : { change: 1 + Math.floor(draw() * changes) };
}

/** @throws Error with what it said, if it did not end well. */
function ended(life: Ended): Ended {
  if (life.exitCode === 0) return life;
  throw new Error(`towerkit train exited with ${life.exitCode}: ${life.stderr}`);
}

/** What must be the same. */
interface Outcome {
  readonly digest: string | undefined;
  readonly history: string;
  readonly figures: string;
}

function outcomeOf(folder: string): Outcome {
  const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
  const epochs = report.epochs.map(({ seconds: _, ...epoch }: { seconds: number }) => epoch);
  const { train, test, testSeenExcluded, counts } = report;
  return {
    digest: digestOf(folder),
    history: JSON.stringify(epochs),
    figures: JSON.stringify({ train, test, testSeenExcluded, counts }),
  };
}

/** A bundle's digest is its manifest's; undefined where there is no bundle. */
function digestOf(folder: string): string | undefined {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) return undefined;
  const bytes = readFileSync(manifest);
  const { parts } = JSON.parse(bytes.toString("utf8")) as {
    readonly parts: Readonly<Record<string, { readonly file: string; readonly sha256: string }>>;
  };
  const isWhole = Object.values(parts).every((part) => {
    const file = join(folder, part.file);
    return existsSync(file) && sha256(readFileSync(file)) === part.sha256;
  });
  return isWhole ? sha256(bytes) : "that of a bundle whose parts are not whole";
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
