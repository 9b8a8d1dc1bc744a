import { BundleError } from "@towerkit/core";
import type { WritableFolder } from "../src/storage/folder.js";

/** A crash: whatever comes after it does not happen. */
export class Crash extends Error {}

/** A folder in memory that notes what is done with it, and can crash at any step. */
export class MemoryFolder implements WritableFolder {
  readonly location = "memory";
  readonly files = new Map<string, Uint8Array>();
  readonly steps: string[] = [];
  /** How many steps are left before the crash. */
  stepsLeft = Number.POSITIVE_INFINITY;
  /** Runs before each step. */
  onStep: (step: string) => void = () => {};

  async read(file: string, { atMost }: { readonly atMost: number }) {
    this.#step(`read ${file}`);
    const bytes = this.files.get(file);
    if (bytes && bytes.length > atMost) throw new BundleError("too large", file);
    return bytes?.slice();
  }

  async lock() {
    this.#step("lock");
    return async () => {
      this.#step("unlock");
    };
  }

  async write(file: string, bytes: Uint8Array) {
    this.#step(`begin ${file}`);
    this.files.set(`${file}.tmp`, bytes.slice(0, bytes.length / 2));
    this.#step(`write ${file}`);
    this.files.delete(`${file}.tmp`);
    this.files.set(file, bytes.slice());
  }

  async flush() {
    this.#step("flush");
  }

  async list() {
    this.#step("list");
    return [...this.files.keys()];
  }

  async remove(file: string) {
    this.#step(`remove ${file}`);
    this.files.delete(file);
  }

  /** What is left after a crash, for the next process. */
  survivors(): MemoryFolder {
    const next = new MemoryFolder();
    for (const [file, bytes] of this.files) next.files.set(file, bytes);
    return next;
  }

  #step(step: string): void {
    this.onStep(step);
    if (this.stepsLeft-- <= 0) throw new Crash(step);
    this.steps.push(step);
  }
}
