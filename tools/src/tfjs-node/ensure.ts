import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withLock } from "./lock.js";

/** How to make the content of a folder, and how to know that it is good. */
export interface Work {
  /** Fills an empty folder. */
  readonly build: (folder: string) => Promise<void>;
  /** Throws where the folder's content does not work on this machine. */
  readonly prove: (folder: string) => Promise<void>;
  /** Tells whoever waits what happens. */
  readonly say: (line: string) => void;
}

/**
 * Sees to it that a folder holds what the work makes, proved on this machine.
 *
 * The folder appears under its name by one rename, after its proof: a run that is killed leaves only a
 * draft behind, which the next one sweeps. Of several runs at once one builds, and the others wait.
 */
export async function ensureBuilt(folder: string, work: Work): Promise<void> {
  if (await isSound(folder, { ...work, say: () => {} })) return;
  mkdirSync(dirname(folder), { recursive: true });
  const onWait = () => work.say("another run is building: waiting for it");
  await withLock(`${folder}.lock`, onWait, async () => {
    if (await isSound(folder, work)) return;
    discard(folder);
    await buildApart(folder, work);
  });
}

async function isSound(
  folder: string,
  { prove, say }: Pick<Work, "prove" | "say">,
): Promise<boolean> {
  if (!existsSync(folder)) return false;
  try {
    await prove(folder);
    return true;
  } catch (error) {
    say(`${folder} is there and does not work, so it is built anew: ${(error as Error).message}`);
    return false;
  }
}

async function buildApart(folder: string, { build, prove }: Work): Promise<void> {
  const draft = mkdtempSync(draftsOf(folder));
  try {
    await build(draft);
    await prove(draft);
    renameSync(draft, folder);
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** Removes the folder and every draft of it. Who holds the lock knows that nobody is at work on one. */
function discard(folder: string): void {
  if (existsSync(folder)) renameSync(folder, `${draftsOf(folder)}broken`);
  const parent = dirname(folder);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(basename(draftsOf(folder)))) remove(join(parent, name));
  }
}

function draftsOf(folder: string): string {
  return `${folder}.draft-`;
}

/** What a killed run had started may go on for a moment, and write: hence the retries. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
