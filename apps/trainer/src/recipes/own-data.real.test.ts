import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataDir, temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import { writeMade } from "../../test/orders.js";
import { expectBetween } from "../../test/real.js";
import { run } from "../../test/run.js";
import { trainSchema } from "../schema/train.js";

const folder = dataDir("ml-100k");

describe.skipIf(!folder)("real ML-100K: u.data as a file of one's own", () => {
  const out = join(temporaryFolder(), "bundle");
  const file = writeMade("ratings.tsv", "");

  beforeAll(async () => {
    const rows = await readFile(join(folder as string, "u.data"), "utf8");
    await writeFile(file, `user\titem\trating\ttime\n${rows}`);
    const { exitCode, stderr } = await run(
      ...["train", "--data", file, "--separator", "tab", "--out", out],
      ...["--user", "user", "--item", "item", "--rating", "rating", "--time", "time"],
    );
    if (exitCode !== 0) throw new Error(stderr);
  }, 60_000);

  it("comes to the figures of quickstart", async () => {
    const { split, test, testSeenExcluded } = await readJson(join(out, "report.json"), trainSchema);
    expect(split).toEqual({ kind: "random", train: 80_000, test: 20_000, seed: 42 });
    expectBetween(test.top_k["100"], 0.385, 0.41);
    expectBetween(testSeenExcluded.top_k["100"], 0.595, 0.62);
  });
});
