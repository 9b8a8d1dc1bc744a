import { runBlock } from "./run-block";
import { runOnThreads } from "./threads";

/**
 * Does all blocks of a job.
 * @param job - where its arguments lie.
 * @param wakes - how many sleeping threads to wake for it; below 0, no thread but the one that calls
 * takes part.
 * @returns whether it is done: it is not if a thread died.
 */
export function run(kernel: i32, job: usize, blocks: i32, wakes: i32): bool {
  if (ASC_FEATURE_THREADS) {
    if (wakes >= 0) return runOnThreads(kernel, job, blocks, wakes);
  }
  for (let block = 0; block < blocks; block++) runBlock(kernel, job, block);
  return true;
}
