import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { BundleError } from "@towerkit/core";
import type { LockOptions } from "../../storage/folder.js";
import { LOCK_FILE } from "../../storage/lock-file.js";
import { codeOf, reasonOf } from "./file-faults.js";

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells this lock from every other of the same process. */
  readonly id: string;
}

const ATTEMPTS = 5;
const MILLISECONDS_BETWEEN = 20;

/**
 * Takes the lock of a folder. One whose process is gone, on this very machine, was left behind by a
 * crash and is taken over; any other is respected.
 *
 * @returns what gives the lock back.
 * @throws BundleError saying who holds it, and what to do if nobody does.
 */
export async function lockFolder(
  folder: string,
  { file = LOCK_FILE, what = "the bundle is being written" }: LockOptions = {},
): Promise<() => Promise<void>> {
  const path = join(folder, file);
  const holder: Holder = { pid: process.pid, host: hostname(), id: randomUUID() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await create(path, holder)) return () => release(path, holder);
    const found = await readFile(path, "utf8").catch(() => undefined);
    if (found === undefined) continue;
    if (!isAbandoned(found)) throw new BundleError(refusal(path, found, what), file);
    if (!(await removeAbandoned(path, { found, holder }))) await setTimeout(MILLISECONDS_BETWEEN);
  }
  throw new BundleError(
    `${path} is changing hands; try again. If no process is writing there, delete it and ${takeoverOf(path)}.`,
    file,
  );
}

/**
 * Removes a lock that was left behind. Whoever does so holds a lock for just this, so that nobody
 * removes the next writer's lock, thinking that it is still the old one; unless they were killed in the
 * middle of it.
 *
 * @returns `false` where someone else is at it.
 */
async function removeAbandoned(
  path: string,
  { found, holder }: { readonly found: string; readonly holder: Holder },
): Promise<boolean> {
  const takeover = takeoverOf(path);
  if (!(await create(takeover, holder))) {
    const other = await readFile(takeover, "utf8").catch(() => undefined);
    if (other !== undefined && isAbandoned(other)) await rm(takeover, { force: true });
    return false;
  }
  try {
    if ((await readFile(path, "utf8").catch(() => undefined)) === found) await rm(path);
  } finally {
    await rm(takeover, { force: true });
  }
  return true;
}

const takeoverOf = (path: string) => `${path}.takeover`;

/** Puts a lock in place with its content, in one step: whoever is killed leaves none that is empty. */
async function create(path: string, holder: Holder): Promise<boolean> {
  const unfinished = `${path}.${holder.id}.tmp`;
  const content = JSON.stringify(holder);
  try {
    await writeFile(unfinished, content);
    return await linkOrWrite(unfinished, path, content);
  } catch (cause) {
    throw new BundleError(`cannot write ${path}: ${reasonOf(cause)}.`, basename(path), { cause });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** @returns `false` where there is a lock, or where the writer who has it swept our unfinished one. */
async function linkOrWrite(unfinished: string, path: string, content: string): Promise<boolean> {
  try {
    await link(unfinished, path).catch((cause: unknown) => {
      if (!WITHOUT_LINKS.has(codeOf(cause) ?? "")) throw cause;
      return writeFile(path, content, { flag: "wx" });
    });
    return true;
  } catch (cause) {
    if (codeOf(cause) === "EEXIST" || codeOf(cause) === "ENOENT") return false;
    throw cause;
  }
}

/** What file systems say that know no links. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

async function release(path: string, { id }: Holder): Promise<void> {
  const found = await readFile(path, "utf8").catch(() => undefined);
  if (found !== undefined && holderOf(found)?.id === id) await rm(path, { force: true });
}

function isAbandoned(content: string): boolean {
  const holder = holderOf(content);
  return holder !== undefined && holder.host === hostname() && !isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function holderOf(content: string): Holder | undefined {
  try {
    const { pid, host, id } = JSON.parse(content) as Partial<Holder>;
    const isProcess = typeof pid === "number" && Number.isInteger(pid) && pid > 0;
    const isWhole = isProcess && typeof host === "string" && typeof id === "string";
    return isWhole ? ({ pid, host, id } as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function refusal(path: string, content: string, what: string): string {
  const holder = holderOf(content);
  const who = holder
    ? `process ${holder.pid} on ${JSON.stringify(holder.host)}`
    : "another process";
  return `${what} by ${who}. If that is not so any more, delete ${path}.`;
}
