import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Worker } from "node:worker_threads";
import { describe, expect, it, vi } from "vitest";
import { makeMachine } from "../machine/machine.js";
import { LocalRuntime } from "./local-runtime.js";

const threads = vi.hoisted(() => ({ started: 0, ended: 0 }));

vi.mock(import("node:worker_threads"), async (original) => {
  const module = await original();
  class CountedWorker extends module.Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      threads.started += 1;
      this.once("exit", () => {
        threads.ended += 1;
      });
    }
  }
  return { ...module, Worker: CountedWorker };
});

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const machineOf = (count: number) => makeMachine({ threads: count, leastOperations: 0 });

async function useAndForget(): Promise<void> {
  const runtime = new LocalRuntime({ machine: await machineOf(3) });
  const candidates = new Float32Array(2000);
  runtime.scores({ queries: new Float32Array(1), candidates, dim: 1, out: candidates.slice() });
}

describe("what nobody can reach any more", () => {
  it("ends its threads, if it was a runtime", async () => {
    for (let i = 0; i < 5; i++) await useAndForget();
    expect(threads.started).toBe(10);
    await vi.waitUntil(
      () => {
        collectGarbage();
        return threads.ended === threads.started;
      },
      { timeout: 15_000 },
    );
    expect(threads.ended).toBe(10);
  });

  it.each([1, 2])("gives its memory back, if it was a matrix, on %i threads", async (count) => {
    const machine = await machineOf(count);
    const runtime = new LocalRuntime({ machine });
    const kept = runtime.matrix(1, 4);
    kept.write(0, Float32Array.of(1, 2, 3, 4));
    // 8 MB each: together they would be 160 MB.
    for (let i = 0; i < 20; i++) {
      runtime.matrix(1000, 2000).view().fill(7);
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(machine?.memory.bytes).toBeLessThan(40e6);
    expect([...kept.view()]).toEqual([1, 2, 3, 4]);
    await runtime.close();
  });
});
