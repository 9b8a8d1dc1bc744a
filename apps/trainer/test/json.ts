import { readFile } from "node:fs/promises";
import type { ZodType } from "zod";

/** Reads a file that a command wrote, under its schema. */
export async function readJson<T>(file: string, schema: ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(file, "utf8")));
}
