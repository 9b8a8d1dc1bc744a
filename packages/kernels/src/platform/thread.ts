/** A thread that runs the kernels' `work`. */
export interface Thread {
  /** Resolves to whether the thread has started; false, too, once one that had not is stopped. */
  readonly ready: Promise<boolean>;
  /** Ends the thread, whatever it does. Resolves when it has ended. */
  stop(): Promise<void>;
}

/** What a thread needs: the compiled kernels, and the memory shared with it. */
export interface ThreadParts {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/**
 * What a thread runs, as source text: nothing for a bundler to find, resolve or miss. It is given the
 * parts and a function that tells that it has started.
 */
export const THREAD_SOURCE = `
function help({ module, memory }, tellReady) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  tellReady();
  try {
    exports.work();
  } catch (error) {
    exports.fail();
    throw error;
  }
}
`;

/** Whether the thread that calls may wait for others: a page's main thread, for one, may not. */
export function mayWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0);
    return true;
  } catch {
    return false;
  }
}
