import { availableParallelism } from "node:os";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { mayWait, THREAD_SOURCE, type Thread, type ThreadParts } from "./thread.js";

export type { Thread } from "./thread.js";

/** How many threads run at a time on this machine. */
export function countCores(): number {
  return availableParallelism();
}

/** Whether threads may be started, and waited for: unless Node's permission model forbids it. */
export function mayShareWork(): boolean {
  return mayWait() && process.permission?.has("worker") !== false;
}

/** Node starts a thread while the one that asked for it is busy, so nobody has to wait for it. */
export const STARTS_WHILE_BUSY = true;

const SOURCE = `${THREAD_SOURCE}
const { workerData, parentPort } = require("node:worker_threads");
help(workerData, () => parentPort.postMessage("ready"));
`;

/**
 * Starts a thread that keeps no process alive.
 * @throws whatever Node throws where it cannot.
 */
export function startThread(parts: ThreadParts): Thread {
  const worker = new Worker(SOURCE, {
    eval: true,
    workerData: parts,
    // A thread needs none of the program's flags, loaders or environment.
    execArgv: [],
    env: {},
  });
  const ready = new Promise<boolean>((resolve) => {
    worker.once("message", () => resolve(true));
    // With a listener, an error in the thread does not end the process: whoever waits learns of it.
    worker.once("error", () => resolve(false));
    worker.once("exit", () => resolve(false));
  });
  worker.unref();
  return {
    ready,
    stop: async () => {
      await worker.terminate();
    },
  };
}
