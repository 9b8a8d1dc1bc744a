/**
 * `npm run bench:threads`: what threads cost and when they pay. The numbers in src/machine/machine.ts
 * come from here: how long to stay awake, and from how much work on to share it, to wake others for it
 * and to start threads at all.
 */
import { availableParallelism } from "node:os";
import { compileBuild } from "../src/machine/builds.js";
import { type Machine, makeMachine } from "../src/machine/machine.js";
import { KernelMemory } from "../src/machine/memory.js";
import { startThread } from "../src/platform/node.js";

const DIM = 32;
const CANDIDATES = 4096;
/** Operations of a job: its queries × candidates × dim. */
const JOBS = [1, 2, 4, 8, 16, 32, 64, 128].map((queries) => ({
  queries,
  operations: queries * CANDIDATES * DIM,
}));
const ROUNDS = 15;
const RUNS_A_ROUND = 20;

/** Node ends a process that waits for threads only, as those here keep none alive. */
const keepAlive = setInterval(() => {}, 1000);

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
const print = (line: string) => process.stdout.write(`${line}\n`);

async function costOfStarting(): Promise<void> {
  const module = await compileBuild({ level: "simd", isShared: true });
  const memory = KernelMemory.shared();
  if (module === undefined || memory === undefined) throw new Error("no shared memory here");
  const parts = { module, memory: memory.memory };
  const costs: { called: number; ready: number; processor: number; megabytes: number }[] = [];
  for (let i = 0; i < 8; i++) {
    const [rss, cpu, start] = [process.memoryUsage.rss(), process.cpuUsage(), performance.now()];
    const thread = startThread(parts);
    const called = performance.now() - start;
    await thread.ready;
    const { user, system } = process.cpuUsage(cpu);
    costs.push({
      called,
      ready: performance.now() - start,
      processor: (user + system) / 1000,
      megabytes: (process.memoryUsage.rss() - rss) / 1e6,
    });
  }
  const of = (name: keyof (typeof costs)[number]) => median(costs.map((cost) => cost[name]));
  print(
    `starting a thread: ${of("called").toFixed(1)} ms of the caller's time, there after ` +
      `${of("ready").toFixed(0)} ms, ${of("processor").toFixed(0)} ms of a processor, ` +
      `${of("megabytes").toFixed(1)} MB`,
  );
}

interface Contender {
  readonly name: string;
  readonly machine: Machine;
  readonly times: number[];
}

async function contender(threads: number, looks: number): Promise<Contender> {
  const machine = (await makeMachine({ threads, looks, leastOperations: 0 })) as Machine;
  jobFor(machine, 1)();
  const name = threads === 1 ? "1 thread" : `${threads} (${looks / 1000}k)`;
  return { name, machine, times: [] };
}

function jobFor(machine: Machine, queries: number): () => void {
  const blocks = CANDIDATES / 256;
  const { memory } = machine;
  const at = memory.scratch({
    queries: queries * DIM,
    candidates: CANDIDATES * DIM,
    packed: CANDIDATES * DIM,
    scores: queries * CANDIDATES,
  });
  memory.floats(at.queries, queries * DIM).fill(0.5);
  memory.floats(at.candidates, CANDIDATES * DIM).fill(0.25);
  const stride = CANDIDATES * 4;
  const job = [at.queries, queries, at.candidates, CANDIDATES, DIM, at.packed, at.scores, stride];
  const extent = { blocks, operations: queries * CANDIDATES * DIM };
  return () => machine.run("SCORES", job, extent);
}

function busyFor(microseconds: number): void {
  const start = performance.now();
  while ((performance.now() - start) * 1000 < microseconds);
}

/** The contenders take turns, so that what else the machine does hits all of them. */
function compare(contenders: readonly Contender[], queries: number, gap: number): string {
  const jobs = contenders.map(({ machine }) => jobFor(machine, queries));
  for (const { times } of contenders) times.length = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [c, job] of jobs.entries()) {
      for (let i = 0; i < 5; i++) job();
      for (let i = 0; i < RUNS_A_ROUND; i++) {
        busyFor(gap);
        const start = performance.now();
        job();
        contenders[c].times.push((performance.now() - start) * 1000);
      }
    }
  }
  const [alone, ...others] = contenders.map(({ times }) => median(times));
  const cells = others.map((time) => `${time.toFixed(0)} ×${(alone / time).toFixed(2)}`);
  return [alone.toFixed(0), ...cells].map((cell) => cell.padStart(13)).join("");
}

print(`Node ${process.version}, ${availableParallelism()} cores`);
await costOfStarting();
const contenders = [await contender(1, 0)];
for (const looks of [5_000, 100_000, 400_000]) {
  for (const threads of [2, 4]) contenders.push(await contender(threads, looks));
}
await new Promise((resolve) => setTimeout(resolve, 1000));
print("\nmicroseconds of a job, by thousands of operations, and how many times faster than alone");
print("with so many threads (and so many looks before a thread sleeps), after a gap of so long");
print(
  ["gap µs", "ops k", ...contenders.map(({ name }) => name)].map((c) => c.padStart(13)).join(""),
);
for (const gap of [0, 50, 500]) {
  for (const { queries, operations } of JOBS) {
    const head = [gap, (operations / 1000).toFixed(0)].map((cell) => String(cell).padStart(13));
    print(head.join("") + compare(contenders, queries, gap));
  }
}
await Promise.all(contenders.map(({ machine }) => machine.close()));

print("\nmicroseconds of a job of 67 million operations, by number of threads");
for (const threads of [1, 2, 3, 4, 8, 16]) {
  const one = await contender(threads, 100_000);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const job = jobFor(one.machine, 512);
  for (let i = 0; i < 100; i++) {
    const start = performance.now();
    job();
    one.times.push((performance.now() - start) * 1000);
  }
  print(`${String(threads).padStart(13)}${median(one.times).toFixed(0).padStart(13)}`);
  await one.machine.close();
}
clearInterval(keepAlive);
