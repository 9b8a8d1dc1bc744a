import { Worker } from "node:worker_threads";
import { EngineError } from "@towerkit/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CANDIDATE_BLOCK, scoresOnMachine } from "../kernels/scores/vector.js";
import { createRuntime } from "../runtime/create-runtime.js";
import { type Machine, type MachineOptions, makeMachine } from "./machine.js";
import { LANES } from "./padded-rows.js";

/** What became of the threads of this process. */
const threads = vi.hoisted(() => ({ started: 0, ready: 0, ended: 0, refused: false }));

vi.mock(import("node:worker_threads"), async (original) => {
  const module = await original();
  class CountedWorker extends module.Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      if (threads.refused) throw new Error("no more threads");
      super(...args);
      threads.started += 1;
      this.once("message", () => {
        threads.ready += 1;
      });
      this.once("exit", () => {
        threads.ended += 1;
      });
    }
  }
  return { ...module, Worker: CountedWorker };
});

const open: Machine[] = [];

/** A machine that gives every job to its threads, however small. */
async function machineOf(count: number, options: MachineOptions = {}): Promise<Machine> {
  const machine = (await makeMachine({
    threads: count,
    leastOperations: 0,
    ...options,
  })) as Machine;
  open.push(machine);
  return machine;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((machine) => machine.close()));
  expect(threads.ended).toBe(threads.started);
  Object.assign(threads, { started: 0, ready: 0, ended: 0, refused: false });
});

/** The same, once all of its threads are there. */
async function startedMachineOf(count: number, options?: MachineOptions): Promise<Machine> {
  const machine = await machineOf(count, options);
  const ready = threads.ready + count - 1;
  score(machine, { blocks: count });
  await vi.waitUntil(() => threads.ready === ready, { timeout: 10_000, interval: 1 });
  return machine;
}

const DIM = 3;

/** The most candidates that any of these jobs has; each holds its own number, so all scores are known. */
const CANDIDATES = Float32Array.from({ length: 30 * CANDIDATE_BLOCK * DIM }, (_, i) =>
  Math.floor(i / DIM),
);

/** Scores of some queries with the first candidates, in so many blocks. */
function score(machine: Machine, { blocks, queries = 1 }: { blocks: number; queries?: number }) {
  const count = blocks * CANDIDATE_BLOCK;
  const out = new Float32Array(queries * count);
  scoresOnMachine(machine, {
    queries: new Float32Array(queries * DIM).fill(1),
    candidates: CANDIDATES.subarray(0, count * DIM),
    dim: DIM,
    out,
  });
  return out;
}

function expectRightScores(machine: Machine, extent: { blocks: number; queries?: number }): void {
  const scores = score(machine, extent);
  const count = extent.blocks * CANDIDATE_BLOCK;
  let wrong = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i] !== DIM * (i % count)) wrong += 1;
  expect(wrong).toBe(0);
}

/** What comes of a job in which the second block reads beyond the memory. */
function breakOff(machine: Machine): EngineError {
  const { memory } = machine;
  const at = memory.scratch({ queries: 200 * DIM, packed: 2 * LANES * DIM, scores: 200 * 512 });
  const lastBlock = memory.bytes - CANDIDATE_BLOCK * DIM * 4;
  const job = [at.queries, 200, lastBlock, 512, DIM, at.packed, at.scores, 512 * 4, 0];
  try {
    machine.run("SCORES", job, { blocks: 2, operations: 1 });
  } catch (error) {
    return error as EngineError;
  }
  throw new Error("the job went through");
}

describe("threads", () => {
  it("are not so much as asked for by one thread", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const candidates = new Float32Array(4_000_000).fill(1);
    const out = new Float32Array(1_000_000);
    runtime.scores({ queries: Float32Array.of(1, 2, 3, 4), candidates, dim: 4, out });
    expect([out[0], runtime.threads, threads.started]).toEqual([10, 1, 0]);
    await runtime.close();
  });

  it("start when there has been enough to do, and not before", async () => {
    const runtime = await createRuntime({ threads: 3 });
    const input = {
      queries: new Float32Array(64 * 32),
      candidates: new Float32Array(1024 * 32),
      dim: 32,
      out: new Float32Array(64 * 1024),
    };
    runtime.scores(input);
    expect([runtime.threads, threads.started]).toEqual([3, 0]);
    for (let i = 0; i < 30; i++) runtime.scores(input);
    expect([runtime.threads, threads.started]).toEqual([3, 2]);
    await runtime.close();
  });

  it("are no more than there are blocks for", async () => {
    const machine = await machineOf(8);
    expectRightScores(machine, { blocks: 1 });
    expect(threads.started).toBe(0);
    expectRightScores(machine, { blocks: 3 });
    expect(threads.started).toBe(2);
    expectRightScores(machine, { blocks: 5 });
    expect([machine.threads, threads.started]).toEqual([8, 4]);
  });

  it("are as many as could be started", async () => {
    const machine = await machineOf(4);
    expectRightScores(machine, { blocks: 2 });
    threads.refused = true;
    expectRightScores(machine, { blocks: 8 });
    expect([machine.threads, threads.started]).toEqual([2, 1]);
  });

  it("are missed by nobody when they die while they have nothing to do", async () => {
    const terminate = vi.spyOn(Worker.prototype, "unref").mockImplementation(function (
      this: Worker,
    ) {
      void this.terminate();
    });
    const machine = await machineOf(3);
    expectRightScores(machine, { blocks: 8 });
    await vi.waitUntil(() => threads.ended === 2);
    terminate.mockRestore();
    expect(machine.threads).toBe(1);
    expectRightScores(machine, { blocks: 8 });
  });

  it.each([
    ["go to sleep at once", 0],
    ["never sleep", 2 ** 31 - 1],
  ])("lose no job that comes as they %s", async (_, looks) => {
    const machine = await startedMachineOf(3, { looks });
    for (let i = 0; i < 2000; i++) expectRightScores(machine, { blocks: 2 + (i % 5) });
    expect(threads.started).toBe(2);
  });

  it("see memory that has grown since they started", async () => {
    const machine = await startedMachineOf(3, { looks: 0 });
    for (let i = 0; i < 50; i++) {
      const before = machine.memory.bytes;
      // What is worked on from now on lies above.
      machine.memory.allocate(500_000);
      expectRightScores(machine, { blocks: 4, queries: 10 });
      expect(machine.memory.bytes).toBeGreaterThan(before);
    }
  });

  it("give the right answer when they are more than the machine runs at a time", async () => {
    const machine = await startedMachineOf(24);
    for (let i = 0; i < 300; i++) expectRightScores(machine, { blocks: 30 });
    expect(threads.started).toBe(23);
  });

  it("end with their machine, even while they start, and even if it is closed twice", async () => {
    for (let i = 0; i < 50; i++) {
      const machine = await machineOf(3);
      expectRightScores(machine, { blocks: 4 });
      await Promise.all([machine.close(), machine.close()]);
      expect(machine.threads).toBe(1);
    }
    expect([threads.started, threads.ended]).toEqual([100, 100]);
  });

  it("of many machines at a time do not get in each other's way", async () => {
    const machines = await Promise.all(Array.from({ length: 10 }, () => machineOf(3)));
    for (let i = 0; i < 50; i++) {
      for (const [m, machine] of machines.entries()) {
        expectRightScores(machine, { blocks: 2 + ((i + m) % 5) });
      }
    }
    expect(threads.started).toBe(20);
  });

  it("that die in the middle of their work leave an error and no hang", async () => {
    const causes = new Set<string>();
    // Which thread it is that dies is decided by who comes first.
    for (let i = 0; i < 100 && causes.size < 2; i++) {
      const machine = await startedMachineOf(2, { looks: i % 2 === 0 ? 0 : 2 ** 31 - 1 });
      score(machine, { blocks: 2 });
      const error = breakOff(machine);
      expect(error).toBeInstanceOf(EngineError);
      expect(error.message).toMatch(/broke off/);
      expect(() => score(machine, { blocks: 2 })).toThrow(EngineError);
      await machine.close();
      causes.add(error.cause === undefined ? "another thread" : "the one that called");
    }
    expect(causes).toContain("the one that called");
    expect(causes).toContain("another thread");
  }, 60_000);

  it("leave an error, too, when there is but one", async () => {
    const error = breakOff(await machineOf(1));
    expect(error).toBeInstanceOf(EngineError);
    expect(error.cause).toBeInstanceOf(WebAssembly.RuntimeError);
  });
});
