import { selectBest } from "./select-best";

/** The best of some scores of a row, added to a list of the best of those before them. */
// @ts-ignore: decorator
@unmanaged
export class TopKJob {
  /** Filled up with −infinity to a multiple of 16. */
  scores: f64;
  bytes: f64;
  /** The index of the first score. */
  first: f64;
  list: f64;
  /** Where the list's size lies. */
  size: f64;
  most: f64;
  /** The word that is set to 1 where a score is infinity or not a number. */
  failed: f64;
}

/** The whole job is one block. */
export function topKBlock(job: TopKJob): void {
  const scores = <usize>job.scores;
  const bytes = <usize>job.bytes;
  if (!areBelowInfinity(scores, bytes)) {
    store<i32>(<usize>job.failed, 1);
    return;
  }
  const size = <usize>job.size;
  const floor = -f32.POSITIVE_INFINITY;
  const list = <usize>job.list;
  const most = <i32>job.most;
  store<i32>(size, selectBest(scores, bytes, <i32>job.first, list, load<i32>(size), most, floor));
}

function areBelowInfinity(scores: usize, bytes: usize): bool {
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY);
  let below = i32x4.splat(-1);
  for (let at = scores; at < scores + bytes; at += 64) {
    const b0 = f32x4.lt(v128.load(at), infinity);
    const b1 = f32x4.lt(v128.load(at, 16), infinity);
    const b2 = f32x4.lt(v128.load(at, 32), infinity);
    const b3 = f32x4.lt(v128.load(at, 48), infinity);
    below = v128.and(below, v128.and(v128.and(b0, b1), v128.and(b2, b3)));
  }
  return v128.all_true<i32>(below);
}
