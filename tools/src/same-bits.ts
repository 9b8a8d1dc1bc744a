// node --import tsx tools/src/same-bits.ts [--epochs N] [MAJOR...]
//
// Trains recipes on 1, 2 and 4 threads, on this Node and on each of the major versions named (which
// `npm install node@MAJOR` brings), and fails unless all bundles of a recipe have the same digest.
// It wants the built packages and MovieLens 100k in TOWERKIT_DATA_DIR (default: ../shared/data).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { differences, table } from "./same-bits/compare.js";
import { nodeOfMajor } from "./same-bits/nodes.js";
import { trainEverywhere } from "./same-bits/train.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { epochs: { type: "string" } },
});
const folder = await mkdtemp(join(tmpdir(), "towerkit-same-bits-"));
try {
  const nodes = [process.execPath];
  for (const major of positionals) nodes.push(await nodeOfMajor(major, folder));
  const runs = await trainEverywhere({
    nodes: [...new Set(nodes)],
    recipes: ["quickstart", "basic-retrieval"],
    threads: [1, 2, 4],
    epochs: values.epochs,
    folder,
  });
  console.log(table(runs));
  const found = differences(runs);
  for (const difference of found) console.error(difference);
  if (found.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
