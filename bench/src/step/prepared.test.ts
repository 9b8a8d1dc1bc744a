import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readPrepared, writePrepared } from "./prepared.js";

it("what is written for the contestants is read back as it was", async () => {
  const folder = await mkdtemp(join(tmpdir(), "towerkit-bench-test-"));
  try {
    const prepared = {
      users: Int32Array.of(3, -1),
      items: Int32Array.of(2 ** 31 - 1),
      queries: Float32Array.of(0.5, -0.25),
      candidates: new Float32Array(0),
    };
    await writePrepared(folder, prepared);
    expect(await readPrepared(folder)).toEqual(prepared);
  } finally {
    await rm(folder, { recursive: true });
  }
});
