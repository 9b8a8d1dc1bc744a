import { mayWait, THREAD_SOURCE, type Thread, type ThreadParts } from "./thread.js";

export type { Thread } from "./thread.js";

/** How many threads run at a time on this machine. */
export function countCores(): number {
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}

/**
 * Whether threads may be started, and waited for: by a worker of a page that is isolated from other
 * origins, not by the page itself.
 */
export function mayShareWork(): boolean {
  return globalThis.crossOriginIsolated === true && typeof Worker === "function" && mayWait();
}

/** A browser starts a thread only while the one that asked for it is idle. */
export const STARTS_WHILE_BUSY = false;

const SOURCE = `${THREAD_SOURCE}
onmessage = ({ data }) => help(data, () => postMessage("ready"));
onmessageerror = () => { throw new Error("the shared memory did not arrive"); };
`;

/**
 * Starts a thread.
 * @throws whatever the browser throws where it cannot.
 */
export function startThread(parts: ThreadParts): Thread {
  const url = URL.createObjectURL(new Blob([SOURCE], { type: "text/javascript" }));
  const worker = new Worker(url);
  let settle: (isReady: boolean) => void;
  const ready = new Promise<boolean>((resolve) => {
    settle = (isReady) => {
      URL.revokeObjectURL(url);
      resolve(isReady);
    };
    worker.onmessage = () => settle(true);
    worker.onerror = (event) => {
      // A content security policy may forbid such workers: that is no fault of the page's.
      event.preventDefault();
      settle(false);
    };
  });
  worker.postMessage(parts);
  return {
    ready,
    stop: async () => {
      worker.terminate();
      settle(false);
    },
  };
}
