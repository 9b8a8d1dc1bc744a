// node --import tsx tools/src/fuzz-kernels.ts [--cases N] [--seed N]
//
// Drives every kernel with N random inputs (default 100,000) beside its plain twin, drawn with a seed
// that is another one each time unless it is given. Prints a table; what differs goes to stderr.
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { markdownTable } from "./markdown-table.js";
import { faultsOf } from "./vitest/report.js";
import { runTests } from "./vitest/run-tests.js";
import { suitesOf } from "./vitest/suites.js";
import { repositoryRoot } from "./workspaces.js";

const { values } = parseArgs({ options: { cases: { type: "string" }, seed: { type: "string" } } });
const { cases = "100000", seed = String(randomInt(2 ** 31)) } = values;

const report = await runTests({
  cwd: join(repositoryRoot, "packages/kernels"),
  files: "same-bits.test",
  env: { TOWERKIT_FUZZ_CASES: cases, TOWERKIT_FUZZ_SEED: seed },
  timeout: 3_600_000,
});
const rows = suitesOf(report).map(({ name, seconds, passed }) => [
  name.replace(/ on the machine$/, ""),
  ...[cases, seed, seconds.toFixed(0), passed ? "yes" : "NO"],
]);
console.log(markdownTable(["kernel", "cases", "seed", "seconds", "same bits"], rows));
const faults = faultsOf(report);
for (const fault of faults) console.error(`with seed ${seed}, ${fault}`);
if (faults.length > 0) process.exitCode = 1;
