import { THREAD_SOURCE, type Thread, type ThreadParts } from "./thread.js";

export type { Thread } from "./thread.js";

/** How many threads run at a time on this machine. */
export function countCores(): number {
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}

/**
 * Whether the thread that calls may wait for others and share memory with them: a worker of a page that
 * is isolated from other origins may, the page itself may not.
 */
export function mayWait(): boolean {
  const isPage = typeof document === "object";
  return !isPage && globalThis.crossOriginIsolated === true && typeof Worker === "function";
}

/** A browser starts a thread only while the one that asked for it is idle. */
export const STARTS_WHILE_BUSY = false;

const SOURCE = `${THREAD_SOURCE}
onmessage = ({ data }) => help(data, () => postMessage("ready"));
`;

/** Starts a thread. */
export function startThread(parts: ThreadParts): Thread {
  const url = URL.createObjectURL(new Blob([SOURCE], { type: "text/javascript" }));
  const worker = new Worker(url);
  const ready = new Promise<boolean>((resolve) => {
    worker.onmessage = () => resolve(true);
    worker.onerror = () => resolve(false);
  }).finally(() => URL.revokeObjectURL(url));
  worker.postMessage(parts);
  return { ready, stop: async () => worker.terminate() };
}
