import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What every contestant of a case reads: ids of users and items, and the embeddings they start from. */
export interface Prepared {
  /** `[rows]` */
  readonly users: Int32Array;
  /** `[rows]` */
  readonly items: Int32Array;
  /** `[users there are, dim]` */
  readonly queries: Float32Array;
  /** `[items there are, dim]` */
  readonly candidates: Float32Array;
}

const FILES = {
  users: "users.i32",
  items: "items.i32",
  queries: "queries.f32",
  candidates: "candidates.f32",
} as const;

/** Writes the arrays as they lie in memory; contestants run on the same machine. */
export async function writePrepared(folder: string, prepared: Prepared): Promise<void> {
  for (const [key, file] of Object.entries(FILES)) {
    await writeFile(join(folder, file), prepared[key as keyof Prepared]);
  }
}

export async function readPrepared(folder: string): Promise<Prepared> {
  const read = async (file: string) => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, file));
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  };
  return {
    users: new Int32Array(await read(FILES.users)),
    items: new Int32Array(await read(FILES.items)),
    queries: new Float32Array(await read(FILES.queries)),
    candidates: new Float32Array(await read(FILES.candidates)),
  };
}
