import { DictionaryColumn } from "./dictionary-column.js";

/** Builds a dictionary column out of texts, value by value. */
export class GrowingDictionary {
  readonly #codes: number[] = [];
  readonly #values: string[] = [];
  readonly #codeOf = new Map<string, number>();

  add(value: string): void {
    let code = this.#codeOf.get(value);
    if (code === undefined) {
      code = this.#values.length;
      this.#values.push(value);
      this.#codeOf.set(value, code);
    }
    this.#codes.push(code);
  }

  column(): DictionaryColumn<string> {
    return new DictionaryColumn(this.#values, Int32Array.from(this.#codes));
  }
}
