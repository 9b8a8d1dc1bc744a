import { spawn } from "node:child_process";
import { mkdirSync, watch } from "node:fs";

/** When to kill: after so much time, or at the n-th change of a file in the folder, counted from 1. */
export type Moment = { readonly milliseconds: number } | { readonly change: number };

/** How a process ended. */
export interface Ended {
  readonly killed: boolean;
  /** Null if it was killed. */
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly milliseconds: number;
  /** How often the system told of a file in the folder being made, written, renamed or removed. */
  readonly changes: number;
}

/**
 * Runs Node, and kills it as `kill -9` does.
 * @param args - Node's: options, a script and the script's arguments.
 * @param options - `folder`: whose files are watched, made where it is not there. Without a `moment` the
 * process comes to its end.
 */
export function runAndKill(
  args: readonly string[],
  { folder, moment }: { readonly folder: string; readonly moment?: Moment },
): Promise<Ended> {
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = () => void child.kill("SIGKILL");
  let changes = 0;
  const watcher = watch(folder, () => {
    changes++;
    if (moment && "change" in moment && changes >= moment.change) kill();
  });
  const isTimed = moment !== undefined && "milliseconds" in moment;
  const timer = isTimed ? setTimeout(kill, moment.milliseconds) : undefined;
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const stopWatching = () => {
    watcher.close();
    clearTimeout(timer);
  };
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      stopWatching();
      reject(error);
    });
    child.on("close", (exitCode, signal) => {
      stopWatching();
      const milliseconds = performance.now() - started;
      resolve({ killed: signal === "SIGKILL", exitCode, stderr, milliseconds, changes });
    });
  });
}
