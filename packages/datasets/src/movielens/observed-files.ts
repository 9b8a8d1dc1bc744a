import { createSha256 } from "#platform";
import type { FileSet, NamedFile } from "../sources/file-set.js";
import type { LoadProgress } from "./options.js";

export interface Observation {
  /** The files of which to take a digest, one after another. */
  readonly digestOrder: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * Files that tell how far their readers have come, stop when told to, and have a digest of what was
 * read, so that nothing need be read twice.
 */
export class ObservedFiles {
  readonly files: FileSet;
  readonly #digestOrder: readonly string[];
  readonly #sha256 = createSha256();
  readonly #finished = new Set<string>();
  /** How many files of the digest's order it has taken in. */
  #digested = 0;
  /** Pieces of files that were read before their turn in the digest, which are small ones. */
  readonly #waiting = new Map<string, Uint8Array[]>();
  #done = 0;

  constructor(files: FileSet, { digestOrder, signal, onProgress }: Observation) {
    this.#digestOrder = digestOrder;
    const total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
    const observe = (name: string, piece: Uint8Array): void => {
      signal?.throwIfAborted();
      this.#digest(name, piece);
      this.#done += piece.length;
      onProgress?.({ kind: "parse", done: this.#done, total });
    };
    const finish = (name: string): void => this.#finish(name);
    this.files = Object.fromEntries(
      Object.entries(files).map(([name, file]) => [
        name,
        observed(file, name, { observe, finish }),
      ]),
    );
  }

  /** The digest of all files, once they have been read. In hexadecimal. */
  digest(): string {
    return this.#sha256.hex();
  }

  #digest(name: string, piece: Uint8Array): void {
    if (name === this.#digestOrder[this.#digested]) {
      this.#sha256.update(piece);
    } else if (this.#digestOrder.includes(name)) {
      const pieces = this.#waiting.get(name);
      if (pieces === undefined) this.#waiting.set(name, [piece.slice()]);
      else pieces.push(piece.slice());
    }
  }

  #finish(name: string): void {
    this.#finished.add(name);
    while (this.#finished.has(this.#digestOrder[this.#digested])) {
      this.#digested++;
      const next = this.#digestOrder[this.#digested];
      for (const piece of this.#waiting.get(next) ?? []) this.#sha256.update(piece);
      this.#waiting.delete(next);
    }
  }
}

interface Observer {
  readonly observe: (name: string, piece: Uint8Array) => void;
  readonly finish: (name: string) => void;
}

function observed(file: NamedFile, name: string, { observe, finish }: Observer): NamedFile {
  return {
    path: file.path,
    size: file.size,
    async *chunks() {
      for await (const piece of file.chunks()) {
        observe(name, piece);
        yield piece;
      }
      finish(name);
    },
  };
}
