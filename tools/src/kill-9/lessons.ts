import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../workspaces.js";

/** A training to be killed. */
export interface Lesson {
  readonly name: string;
  /** Where its bundles go. */
  readonly folder: string;
  /** Node's arguments for a training into a folder. */
  argsFor(out: string): readonly string[];
}

const NUM_USERS = 200;
const NUM_TASTES = 10;
const ITEMS_OF_TASTE = 20;
const ROWS_EACH = 12;

/** Writes a small file of interactions, and gives what to train on it. */
export async function lessonsIn(folder: string): Promise<readonly Lesson[]> {
  const data = join(folder, "made.csv");
  await writeFile(data, madeInteractions());
  const towerkit = join(repositoryRoot, "apps/trainer/bin/towerkit.js");
  const lesson = async (name: string, options: readonly string[]): Promise<Lesson> => {
    const own = join(folder, name.replaceAll(" ", "-"));
    await mkdir(own, { recursive: true });
    const file = ["--data", data, "--user", "user", "--item", "item"];
    const args = [towerkit, "train", ...file, "--checkpoint-every", "1", "--threads", "1"];
    return { name, folder: own, argsFor: (out) => [...args, ...options, "--out", out] };
  };
  return Promise.all([
    lesson("25 epochs", ["--epochs", "25"]),
    lesson("10 epochs, validated every 2", ["--epochs", "10", "--validate-every", "2"]),
  ]);
}

/** Users who keep to one of ten tastes, in an order without one. */
function madeInteractions(): string {
  const rows = Array.from({ length: NUM_USERS * ROWS_EACH }, (_, row) => {
    const user = row % NUM_USERS;
    const choice = (user * 7 + Math.floor(row / NUM_USERS) * 3) % ITEMS_OF_TASTE;
    return `u${user},i${choice * NUM_TASTES + (user % NUM_TASTES)}`;
  });
  return ["user,item", ...rows, ""].join("\n");
}
