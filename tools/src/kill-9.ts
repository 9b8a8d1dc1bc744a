// node --import tsx tools/src/kill-9.ts [--kills N] [--seed N]
//
// Kills a small training of the built command line at random moments, resumes it, and fails unless every
// run that ends has the bundle of an undisturbed one.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { killAgainAndAgain } from "./kill-9/kill-again-and-again.js";
import { createTraining } from "./kill-9/training.js";
import { markdownTable } from "./markdown-table.js";
import { repositoryRoot } from "./workspaces.js";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "42" },
  },
});
const folder = await mkdtemp(join(tmpdir(), "towerkit-kill-9-"));
try {
  const command = [join(repositoryRoot, "apps/trainer/bin/towerkit.js")];
  const { kills, ended, faults } = await killAgainAndAgain({
    training: createTraining({ command, folder, epochs: 60 }),
    kills: Number(values.kills),
    seed: Number(values.seed),
  });
  console.log(
    markdownTable(
      ["kills", "runs that ended", "with other bits, or a damaged part after a kill"],
      [[kills, ended, faults.length].map(String)],
    ),
  );
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
