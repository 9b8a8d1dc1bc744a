import type { Index } from "../indexes/vector-index.js";

/** What the suite needs of a test runner. Vitest's and Jest's functions fit. */
export interface TestTools {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
  readonly expect: (actual: unknown) => {
    toBe(expected: unknown): unknown;
    toEqual(expected: unknown): unknown;
  };
}

/** What kind of index a test needs. */
export interface IndexWanted {
  readonly dim: number;
  /** What `save` of an index of that width gave: to be read back. Absent, the index is empty. */
  readonly saved?: Uint8Array;
}

/** Makes an index of the kind under test. */
export type MakeIndex = (wanted: IndexWanted) => Index | Promise<Index>;

/** The stable code of the error that `work` ends with. */
export async function errorCode(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return "no error";
}
