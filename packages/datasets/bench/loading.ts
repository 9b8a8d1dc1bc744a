/**
 * How long a data set takes to load, and how much memory, each in a process of its own:
 *
 *   node --conditions=@towerkit/source --import tsx bench/loading.ts DATA_DIR [NAME ...]
 *
 * `made-25m` is 25 million made ratings in the format of 25m, written to a temporary folder first.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MovieLensName } from "../src/index.js";
import { movielens } from "../src/index.js";
import { writeBigCsv } from "./big-csv.js";

const [dataDir = ".", ...names] = process.argv.slice(2);
const MADE = "made-25m";

if (process.env["LOAD_ONE"] === undefined) {
  for (const name of names.length > 0 ? names : ["100k", "latest-small", "1m", MADE]) {
    if (name === MADE) await measureMade();
    else measure(name, dataDir);
  }
} else {
  await loadOne(process.env["LOAD_ONE"] as MovieLensName);
}

async function measureMade(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "towerkit-"));
  try {
    await writeBigCsv(join(folder, "ml-25m"), { rows: 25_000_000, users: 162_541, films: 62_423 });
    measure("25m", folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function measure(name: string, folder: string): void {
  execFileSync(process.execPath, [...process.execArgv, ...process.argv.slice(1, 2), folder], {
    env: { ...process.env, LOAD_ONE: name },
    stdio: "inherit",
  });
}

async function loadOne(name: MovieLensName): Promise<void> {
  const start = performance.now();
  const before = process.resourceUsage().maxRSS;
  const usedBefore = process.cpuUsage();
  const { ratings } = await movielens(name, { dataDir });
  const seconds = ((performance.now() - start) / 1_000).toFixed(2);
  const { user, system } = process.cpuUsage(usedBefore);
  const used = ((user + system) / 1e6).toFixed(2);
  const [peak, base] = [process.resourceUsage().maxRSS, before].map((kib) =>
    Math.round(kib / 1_024),
  );
  const buffers = Math.round(process.memoryUsage().arrayBuffers / 2 ** 20);
  process.stdout.write(
    `${name}: ${ratings.numRows()} rows in ${seconds} s (${used} s of processor time); peak memory ${peak} MiB, of which ${base} ` +
      `before; columns ${buffers} MiB\n`,
  );
}
