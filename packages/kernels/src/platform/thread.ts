/** A thread that runs the kernels' `work`. */
export interface Thread {
  /** Resolves to whether the thread is there to help. */
  readonly ready: Promise<boolean>;
  stop(): Promise<void>;
}

/** What a thread needs: the compiled kernels, the memory shared with it, and where to leave word. */
export interface ThreadParts {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The word that is set to 1 when the thread dies in the middle of its work. */
  readonly failedWord: number;
}

/**
 * What a thread runs, as source text: nothing for a bundler to find, resolve or miss. It is given the
 * parts and a function that tells that it is ready.
 */
export const THREAD_SOURCE = `
function help({ module, memory, failedWord }, tellReady) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  tellReady();
  try {
    exports.work();
  } catch (error) {
    Atomics.store(new Int32Array(memory.buffer), failedWord, 1);
    throw error;
  }
}
`;
