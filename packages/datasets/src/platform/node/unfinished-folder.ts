import { mkdir, mkdtemp, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatasetError } from "@towerkit/core";
import type { NamedFile } from "../../sources/file-set.js";
import type { Sink } from "./download.js";
import { folderExists } from "./folders.js";

/**
 * A folder that is put together beside its place and then moved there at once: readers see the whole
 * folder or none. Nothing is made before the first file of it.
 */
export class UnfinishedFolder {
  readonly #folder: string;
  #work: string | undefined;

  /** @param folder - its place, once it is finished. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens a file that helps to make the folder and is no part of it. */
  async scratchFile(name: string): Promise<Sink & { close(): Promise<void>; path: string }> {
    return this.#writing(async () => {
      this.#work ??= await this.#makeWork();
      const path = join(this.#work, name);
      const handle = await open(path, "w");
      return {
        path,
        write: (bytes) => this.#writing(() => handle.writeFile(bytes)),
        close: () => handle.close(),
      };
    });
  }

  /** Writes a file of the folder; `signal` may stop it between two pieces. */
  async write(name: string, file: NamedFile, signal?: AbortSignal): Promise<void> {
    const handle = await this.#writing(async () => {
      this.#work ??= await this.#makeWork();
      return open(join(this.#work, FILES, name), "w");
    });
    try {
      for await (const piece of file.chunks()) {
        signal?.throwIfAborted();
        await this.#writing(() => handle.writeFile(piece));
      }
      await this.#writing(() => handle.sync());
    } finally {
      await handle.close();
    }
  }

  /** Moves the folder to its place. If another process got there first, its folder stays. */
  async finish(): Promise<void> {
    const work = this.#work;
    if (work === undefined) return;
    await this.#writing(async () => {
      try {
        await rename(join(work, FILES), this.#folder);
      } catch (error) {
        if (!(await folderExists(this.#folder))) throw error;
      }
    });
  }

  /** Removes what is left of the work, finished or not. */
  async clear(): Promise<void> {
    if (this.#work !== undefined) await rm(this.#work, { recursive: true, force: true });
  }

  async #makeWork(): Promise<string> {
    await mkdir(dirname(this.#folder), { recursive: true });
    const work = await mkdtemp(`${this.#folder}.unfinished-`);
    await mkdir(join(work, FILES));
    return work;
  }

  async #writing<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (cause) {
      throw new DatasetError(
        `could not be written (${(cause as NodeJS.ErrnoException).code}). Set XDG_CACHE_HOME to a folder that can be.`,
        { file: this.#folder },
        { cause },
      );
    }
  }
}

const FILES = "files";
