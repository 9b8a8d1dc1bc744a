import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Program } from "../contest/line-process.js";
import type { KerasColumn, Twin } from "./column.js";
import { firstDifference } from "./difference.js";

/** How many columns of a layer ours encodes as Keras does. */
export interface Comparison {
  readonly layer: string;
  readonly ours: string;
  readonly closeness: string;
  readonly columns: number;
  /** Cells that were encoded, all columns together. */
  readonly cells: number;
  readonly different: number;
  /** Of the first column that differs, or that ours refused: what it was and what differs. */
  readonly first?: string;
}

/**
 * Encodes each column that the program prints, and counts those that differ.
 * @throws Error if the program fails or prints fewer columns than `columns`.
 */
export async function compare(twin: Twin, columns: number, program: Program): Promise<Comparison> {
  const child = spawn(program.command, program.args, {
    env: { ...process.env, ...program.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (text) => {
    complaints = `${complaints}${text}`.slice(-2000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${twin.layer}: Keras gave up: ${complaints.trim()}`));
    });
  });
  // It may fail while lines are still read; whoever awaits it later is told.
  ended.catch(() => {});
  const count = new Count(twin);
  for await (const line of createInterface({ input: child.stdout })) {
    count.add(JSON.parse(line) as KerasColumn);
  }
  await ended;
  if (count.columns !== columns) {
    throw new Error(`${twin.layer}: Keras encoded ${count.columns} columns of ${columns}`);
  }
  return count.comparison();
}

/** Counts the columns that differ, as they come. */
export class Count {
  readonly #twin: Twin;
  columns = 0;
  #cells = 0;
  #different = 0;
  #first: string | undefined;

  constructor(twin: Twin) {
    this.#twin = twin;
  }

  add(column: KerasColumn): void {
    const difference = differenceOf(this.#twin, column);
    this.columns++;
    this.#cells += rowsOf(column);
    if (difference === undefined) return;
    this.#different++;
    this.#first ??= `column ${this.columns - 1}, ${JSON.stringify(column.settings)}: ${difference}`;
  }

  comparison(): Comparison {
    const { layer, ours, closeness = "equal" } = this.#twin;
    const counts = { columns: this.columns, cells: this.#cells, different: this.#different };
    const first = this.#first;
    return { layer, ours, closeness, ...counts, ...(first !== undefined && { first }) };
  }
}

function rowsOf({ encode, expected }: KerasColumn): number {
  return Array.isArray(expected) ? expected.length : encode.length;
}

function differenceOf(twin: Twin, column: KerasColumn): string | undefined {
  try {
    return firstDifference(twin.encode(column), column.expected, twin.same);
  } catch (error) {
    return String(error);
  }
}
