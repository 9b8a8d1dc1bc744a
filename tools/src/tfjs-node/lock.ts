import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { CannotBuild } from "./cannot-build.js";

/** What flock(1) exits with, by our wish, where another process holds the lock. */
const heldElsewhere = 75;

/**
 * Does the work while this process alone holds the lock of a file; waits as long as another has it.
 *
 * The lock is the kernel's: it belongs to the open file that `flock` is handed, which outlives that
 * command, and ends with this process however that ends. So a killed run leaves no lock behind.
 *
 * @param onWait - called once where another process holds the lock.
 */
export async function withLock<T>(
  file: string,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const handle = openSync(file, "a");
  try {
    if (!(await lock(handle, ["--nonblock"]))) {
      onWait();
      await lock(handle, []);
    }
    return await work();
  } finally {
    closeSync(handle);
  }
}

async function lock(handle: number, options: readonly string[]): Promise<boolean> {
  const args = ["--exclusive", `--conflict-exit-code=${heldElsewhere}`, ...options, "3"];
  const flock = spawn("flock", args, { stdio: ["ignore", "ignore", "inherit", handle] });
  const [code] = await once(flock, "exit").catch((error: Error) => [error.message]);
  if (code === 0) return true;
  if (code === heldElsewhere) return false;
  throw new CannotBuild(
    `flock, which keeps two builds apart, failed: ${code}.`,
    "It is part of util-linux: apt-get install util-linux.",
  );
}
