import { arch, availableParallelism, cpus, platform, totalmem } from "node:os";
import type { Machine } from "./results/result.js";

/** What figures depend on, and nothing that says whose machine it is. */
export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    v8: process.versions.v8,
  };
}
