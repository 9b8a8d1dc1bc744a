// Threads share one memory. A job's blocks are claimed one by one, by whoever is free; the thread that
// asked for the job claims as well, so it never depends on the others having started.
import { runBlock } from "./run-block";

// The words where threads meet lie in cache lines of their own.
/** How many blocks nobody has claimed yet; below 0 where claims came too late. */
const UNCLAIMED: usize = 64;
const COMPLETED: usize = 128;
/** Rises by one for each job: what idle threads wait for. */
const GENERATION: usize = 192;
/** What the job is. Changed only while no block of any job is unclaimed or running. */
const KERNEL: usize = 256;
const JOB: usize = 260;
const BLOCKS: usize = 264;
const CLOSED: usize = 268;
/** Set from outside when a thread died: the block that it held will never be completed. */
const FAILED: usize = 320;

/** Waking a sleeping thread takes longer than a small kernel runs, so look out this often first. */
const LOOKS: i32 = 4000;
const ONE_SECOND: i64 = 1_000_000_000;

/** Does all blocks of a job together with the threads that run `work`. */
export function runOnThreads(kernel: i32, job: usize, blocks: i32, helpers: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  store<i32>(KERNEL, kernel);
  store<usize>(JOB, job);
  store<i32>(BLOCKS, blocks);
  atomic.store<i32>(COMPLETED, 0);
  atomic.store<i32>(UNCLAIMED, blocks);
  atomic.add<i32>(GENERATION, 1);
  atomic.notify(GENERATION, helpers);
  claimBlocks();
  waitForCompletion(blocks);
}

/** What every other thread runs: job after job, until the pool closes. */
export function work(): void {
  if (!ASC_FEATURE_THREADS) return;
  let seen = 0;
  for (;;) {
    let generation = atomic.load<i32>(GENERATION);
    for (let look = 0; generation == seen && look < LOOKS; look++) {
      generation = atomic.load<i32>(GENERATION);
    }
    if (generation == seen) {
      atomic.wait<i32>(GENERATION, seen, -1);
      continue;
    }
    seen = generation;
    if (atomic.load<i32>(CLOSED)) return;
    claimBlocks();
  }
}

/** Ends every thread's `work`. */
export function close(): void {
  if (!ASC_FEATURE_THREADS) return;
  atomic.store<i32>(CLOSED, 1);
  atomic.add<i32>(GENERATION, 1);
  atomic.notify(GENERATION, -1);
}

function claimBlocks(): void {
  if (!ASC_FEATURE_THREADS) return;
  for (;;) {
    const unclaimed = atomic.sub<i32>(UNCLAIMED, 1);
    if (unclaimed <= 0) return;
    // Whoever holds a block may read the job: it stays as it is until the block is completed.
    const blocks = load<i32>(BLOCKS);
    runBlock(load<i32>(KERNEL), load<usize>(JOB), blocks - unclaimed);
    if (atomic.add<i32>(COMPLETED, 1) + 1 == blocks) atomic.notify(COMPLETED, 1);
  }
}

function waitForCompletion(blocks: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let look = 0; look < LOOKS; look++) {
    if (atomic.load<i32>(COMPLETED) == blocks) return;
  }
  for (;;) {
    const completed = atomic.load<i32>(COMPLETED);
    if (completed == blocks) return;
    if (atomic.load<i32>(FAILED)) unreachable();
    atomic.wait<i32>(COMPLETED, completed, ONE_SECOND);
  }
}
