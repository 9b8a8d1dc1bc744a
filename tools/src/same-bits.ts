// node --import tsx tools/src/same-bits.ts [--epochs N] [MAJOR...]
//
// Trains recipes on 1, 2 and 4 threads, on this Node and on each of the major versions named (which
// `npm install node@MAJOR` brings), and fails unless all bundles of a recipe have the same digest.
// Then it takes three steps with a deep model (dropout, dense layers, GRU, attention), from source, on each of
// them, and fails unless its weights have the digest that `npm test` asks for too.
// It wants the built packages and MovieLens 100k in TOWERKIT_DATA_DIR (default: ../shared/data).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { differences, table } from "./same-bits/compare.js";
import {
  deepModelDifferences,
  deepModelTable,
  trainDeepModelEverywhere,
} from "./same-bits/deep-model.js";
import { nodeOfMajor } from "./same-bits/nodes.js";
import { trainEverywhere } from "./same-bits/train.js";

const DEEP_MODEL =
  "Three steps of a model with dropout, dense layers, layer norm, a GRU and attention over histories, " +
  "whose first numbers are drawn from the seed; `npm test` asks for the same digest.";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { epochs: { type: "string" } },
});
const folder = await mkdtemp(join(tmpdir(), "towerkit-same-bits-"));
try {
  const nodes = [process.execPath];
  for (const major of positionals) nodes.push(await nodeOfMajor(major, folder));
  const distinct = [...new Set(nodes)];
  const threads = [1, 2, 4];
  const runs = await trainEverywhere({
    nodes: distinct,
    recipes: ["quickstart", "basic-retrieval"],
    threads,
    epochs: values.epochs,
    folder,
  });
  console.log(table(runs));
  const deep = await trainDeepModelEverywhere(distinct, threads);
  console.log(`\n${DEEP_MODEL}\n\n${deepModelTable(deep)}`);
  const found = [...differences(runs), ...deepModelDifferences(deep)];
  for (const difference of found) console.error(difference);
  if (found.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
