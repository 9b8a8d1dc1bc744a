import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createGenerator } from "@towerkit/core";
import type { Prepared } from "../step/prepared.js";

const TEST_ROWS = 250_000;
const DIM = 32;

/**
 * 250,000 test rows of MovieLens 1M as numbers of users and of titles, and made embeddings: how
 * long ranking takes does not depend on how good they are.
 */
export async function prepareRanks(folder: string): Promise<Prepared> {
  const read = async (file: string) =>
    (await readFile(join(folder, file), "latin1")).trimEnd().split("\n");
  const ratings = (await read("ratings.dat")).map((line) => line.split("::"));
  const movies = (await read("movies.dat")).map((line) => line.split("::"));
  const userNumber = numbersOf(ratings.map(([user]) => user as string));
  const titleNumber = numbersOf(movies.map(([, title]) => title as string));
  const titleOf = new Map(movies.map(([movie, title]) => [movie, title as string]));

  const order = createGenerator(42, "bench ranks").shuffle(
    Int32Array.from({ length: ratings.length }, (_, row) => row),
  );
  const test = order.subarray(0, TEST_ROWS);
  const user = (row: number) => ratings[row]?.[0] as string;
  const title = (row: number) => titleOf.get(ratings[row]?.[1]) as string;
  const generator = createGenerator(42, "bench embeddings");
  const embeddings = (rows: number) =>
    Float32Array.from({ length: rows * DIM }, () => generator.uniform() - 0.5);
  return {
    users: test.map((row) => userNumber.get(user(row)) as number),
    items: test.map((row) => titleNumber.get(title(row)) as number),
    queries: embeddings(userNumber.size),
    candidates: embeddings(titleNumber.size),
  };
}

/** Each distinct value's number, in order of first appearance. */
function numbersOf(values: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const value of values) if (!numbers.has(value)) numbers.set(value, numbers.size);
  return numbers;
}
