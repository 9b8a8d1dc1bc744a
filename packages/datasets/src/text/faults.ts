import { DatasetError } from "@towerkit/core";

/** Gathers what is wrong with a file, to report the first fault and count the others like it. */
export class Faults {
  /** How messages name the file. */
  readonly path: string;
  #kind = "";
  #message = "";
  #line = 0;
  #found = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Notes a fault. `describe` is called for the first one only. */
  add(line: number, kind: string, describe: () => string): void {
    if (this.#found === 0) {
      this.#kind = kind;
      this.#line = line;
      this.#message = describe();
    }
    if (kind === this.#kind) this.#found++;
  }

  /** @throws DatasetError if there was a fault. */
  throwIfAny(): void {
    if (this.#found === 0) return;
    throw new DatasetError(this.#message, {
      file: this.path,
      line: this.#line,
      further: this.#found - 1,
    });
  }
}
