// Threads share one memory. A job's blocks are claimed one by one, by whoever is free; the thread that
// asked for the job claims as well, so it never depends on the others having started, or being awake.
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
/** How often to look for what is awaited before going to sleep. */
const LOOKS: usize = 272;

/** What `COMPLETED` becomes when a thread dies: the block that it held will never be completed. */
const FAILED: i32 = i32.MIN_VALUE;

/** Sets how long threads stay awake when there is nothing to do. To be called before they start. */
export function prepare(looks: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  store<i32>(LOOKS, looks);
}

/**
 * Does all blocks of a job together with the threads that run `work` and are awake.
 * @param wakes - how many sleeping threads to wake for it.
 * @returns whether it is done: it is not if a thread died.
 */
export function runOnThreads(kernel: i32, job: usize, blocks: i32, wakes: i32): bool {
  if (ASC_FEATURE_THREADS) {
    store<i32>(KERNEL, kernel);
    store<usize>(JOB, job);
    store<i32>(BLOCKS, blocks);
    atomic.store<i32>(COMPLETED, 0);
    atomic.store<i32>(UNCLAIMED, blocks);
    atomic.add<i32>(GENERATION, 1);
    if (wakes > 0) atomic.notify(GENERATION, wakes);
    claimBlocks();
    return waitForCompletion(blocks);
  }
  return false;
}

/** What every other thread runs: job after job, until the pool closes. */
export function work(): void {
  if (!ASC_FEATURE_THREADS) return;
  const looks = load<i32>(LOOKS);
  let seen = 0;
  for (;;) {
    let generation = atomic.load<i32>(GENERATION);
    for (let look = 0; generation == seen && look < looks; look++) {
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

/** Tells that a thread died in the middle of a job: nobody goes on with it, and nobody waits for it. */
export function fail(): void {
  if (!ASC_FEATURE_THREADS) return;
  atomic.store<i32>(UNCLAIMED, 0);
  atomic.or<i32>(COMPLETED, FAILED);
  atomic.notify(COMPLETED, -1);
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

function waitForCompletion(blocks: i32): bool {
  if (ASC_FEATURE_THREADS) {
    const looks = load<i32>(LOOKS);
    for (let look = 0; look < looks; look++) {
      if (atomic.load<i32>(COMPLETED) == blocks) return true;
    }
    for (;;) {
      const completed = atomic.load<i32>(COMPLETED);
      if (completed == blocks) return true;
      if (completed < 0) return false;
      atomic.wait<i32>(COMPLETED, completed, -1);
    }
  }
  return false;
}
