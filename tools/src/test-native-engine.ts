// node --import tsx tools/src/test-native-engine.ts [MAJOR...]
//
// Runs the engine's tests with tfjs-node at hand, on this Node and on each of the major versions named
// (which `npm install node@MAJOR` brings). Takes the tfjs-node that TOWERKIT_TFJS_NODE names, else builds
// one. Prints a table; what failed or was skipped goes to stderr. Exit code 3: it cannot be built here.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markdownTable } from "./markdown-table.js";
import { run, runOrThrow } from "./run.js";
import { nodeOfMajor } from "./same-bits/nodes.js";
import { faultsOf, testsOf } from "./vitest/report.js";
import { runTests } from "./vitest/run-tests.js";
import { repositoryRoot } from "./workspaces.js";

const CANNOT_RUN = 3;

async function builtTfjsNode(): Promise<string | undefined> {
  const { TOWERKIT_TFJS_NODE } = process.env;
  if (TOWERKIT_TFJS_NODE) return TOWERKIT_TFJS_NODE;
  const building = ["--import", "tsx", "tools/src/tfjs-node.ts"];
  const options = { cwd: repositoryRoot, timeout: 1_800_000 };
  const { code, stdout, stderr } = await run(process.execPath, building, options);
  if (code === 0) return stdout.trim();
  console.error(stderr.trim());
  return undefined;
}

async function testOn(node: string, tfjsNode: string): Promise<string[]> {
  const version = (await runOrThrow(node, ["--version"], { cwd: repositoryRoot })).stdout.trim();
  const report = await runTests({
    cwd: join(repositoryRoot, "packages/engine"),
    node,
    env: { TOWERKIT_TFJS_NODE: tfjsNode },
    timeout: 600_000,
  });
  const faults = faultsOf(report);
  for (const fault of faults) console.error(`on Node ${version}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  const passed = testsOf(report).filter(({ status }) => status === "passed");
  const native = passed.filter(({ fullName }) => fullName.includes("tfjs-node"));
  return [version, ...[native, passed, faults].map(({ length }) => String(length))];
}

const folder = await mkdtemp(join(tmpdir(), "towerkit-native-engine-"));
try {
  const tfjsNode = await builtTfjsNode();
  if (tfjsNode === undefined) {
    process.exitCode = CANNOT_RUN;
  } else {
    const nodes = [process.execPath];
    for (const major of process.argv.slice(2)) nodes.push(await nodeOfMajor(major, folder));
    const rows: string[][] = [];
    for (const node of new Set(nodes)) rows.push(await testOn(node, tfjsNode));
    const head = ["Node", "passed on tfjs-node", "passed in all", "failed or skipped"];
    console.log(markdownTable(head, rows));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
