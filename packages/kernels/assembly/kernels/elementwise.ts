import { exp } from "../math/exp";
import { log32 } from "../math/log32";
import { tanh32 } from "../math/tanh32";

/** How many values a block covers, a multiple of 8. */
const VALUES: i32 = 4096;

/** Replaces values by a function of them; there is room for a multiple of 8. */
// @ts-ignore: decorator
@unmanaged
export class ElementwiseJob {
  values: f64;
  count: f64;
}

// @ts-ignore: decorator
@inline
function startOf(job: ElementwiseJob, block: i32): usize {
  return <usize>job.values + ((<usize>(block * VALUES)) << 2);
}

// @ts-ignore: decorator
@inline
function endOf(job: ElementwiseJob, block: i32): usize {
  return <usize>job.values + ((<usize>min((block + 1) * VALUES, <i32>job.count)) << 2);
}

export function expBlock(job: ElementwiseJob, block: i32): void {
  const end = endOf(job, block);
  for (let at = startOf(job, block); at < end; at += 32) {
    const a = exp(v128.load(at));
    const b = exp(v128.load(at, 16));
    v128.store(at, a);
    v128.store(at, b, 16);
  }
}

export function logBlock(job: ElementwiseJob, block: i32): void {
  const end = endOf(job, block);
  for (let at = startOf(job, block); at < end; at += 32) {
    const a = log32(v128.load(at));
    const b = log32(v128.load(at, 16));
    v128.store(at, a);
    v128.store(at, b, 16);
  }
}

export function tanhBlock(job: ElementwiseJob, block: i32): void {
  const end = endOf(job, block);
  for (let at = startOf(job, block); at < end; at += 32) {
    const a = tanh32(v128.load(at));
    const b = tanh32(v128.load(at, 16));
    v128.store(at, a);
    v128.store(at, b, 16);
  }
}
