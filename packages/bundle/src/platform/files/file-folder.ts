import { open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { BundleError } from "@towerkit/core";
import type { LockOptions, WritableFolder } from "../../storage/folder.js";
import { codeOf, reasonOf } from "./file-faults.js";
import { lockFolder } from "./lock.js";

/** A folder of this machine. */
export class FileFolder implements WritableFolder {
  readonly location: string;

  constructor(path: string) {
    this.location = path;
  }

  async read(
    file: string,
    { atMost }: { readonly atMost: number },
  ): Promise<Uint8Array | undefined> {
    const path = join(this.location, file);
    try {
      await this.#checkInside(path, file);
      // A pipe or a device would keep a reader waiting, or never end.
      const found = await stat(path);
      if (!found.isFile()) throw new BundleError(`${path} is not a file.`, file);
      if (found.size > atMost) {
        throw new BundleError(`${file} has ${found.size} bytes; there should be ${atMost}.`, file);
      }
      return await readWhole(path, found.size);
    } catch (cause) {
      if (cause instanceof BundleError) throw cause;
      if (codeOf(cause) === "ENOENT") return undefined;
      throw new BundleError(`cannot read ${path}: ${reasonOf(cause)}.`, file, { cause });
    }
  }

  lock(options?: LockOptions): Promise<() => Promise<void>> {
    return lockFolder(this.location, options);
  }

  async write(file: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.location, file);
    const unfinished = `${path}.tmp`;
    await this.#attempt(`write ${path}`, file, async () => {
      const handle = await open(unfinished, "w");
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(unfinished, path);
    });
  }

  async flush(): Promise<void> {
    // Windows cannot open a folder, and needs no flush to keep a rename.
    if (process.platform === "win32") return;
    await this.#attempt(`flush ${this.location}`, undefined, async () => {
      const handle = await open(this.location, "r");
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  async list(): Promise<readonly string[]> {
    return this.#attempt(`list ${this.location}`, undefined, () => readdir(this.location));
  }

  async remove(file: string): Promise<void> {
    const path = join(this.location, file);
    await this.#attempt(`remove ${path}`, file, () => rm(path, { force: true }));
  }

  /** A link could lead to any file of this machine. */
  async #checkInside(path: string, file: string): Promise<void> {
    const [folder, target] = await Promise.all([realpath(this.location), realpath(path)]);
    const inside = folder.endsWith(sep) ? folder : folder + sep;
    if (!target.startsWith(inside)) {
      throw new BundleError(`${path} is a link that leads out of the bundle's folder.`, file);
    }
  }

  async #attempt<T>(what: string, file: string | undefined, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (cause) {
      throw new BundleError(`cannot ${what}: ${reasonOf(cause)}.`, file, { cause });
    }
  }
}

/** Into memory of its own, so that numbers in it are aligned as they are in the file. */
async function readWhole(path: string, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  const handle = await open(path, "r");
  try {
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await handle.read(bytes, filled, size - filled, filled);
      if (bytesRead === 0) return bytes.slice(0, filled);
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
