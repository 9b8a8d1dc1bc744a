import { runBlock } from "./run-block";
import { runOnThreads } from "./threads";

/**
 * Does all blocks of a job.
 * @param job - where its arguments lie.
 * @param helpers - how many waiting threads to wake for it.
 */
export function run(kernel: i32, job: usize, blocks: i32, helpers: i32): void {
  if (ASC_FEATURE_THREADS) {
    if (helpers > 0 && blocks > 1) {
      runOnThreads(kernel, job, blocks, helpers);
      return;
    }
  }
  for (let block = 0; block < blocks; block++) runBlock(kernel, job, block);
}
