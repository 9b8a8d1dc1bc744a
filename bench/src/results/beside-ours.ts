import type { Competition } from "../contest/compete.js";
import { ourName } from "../contest/ours.js";
import { type Ratio, ratioOf } from "../contest/ratio.js";
import { allocatorTuned } from "../python/entrants.js";
import { timesFaster, timesOf } from "./figures.js";
import type { Figure, Times } from "./result.js";

/** A competition seen from ours on all threads. */
export interface BesideOurs {
  readonly times: readonly Times[];
  /** How many times as long each peer takes. */
  readonly ratios: readonly Ratio[];
  /** The figure "ours is so many times as fast"; of a peer's two allocators the faster one counts. */
  fasterThan(peer: string, least?: number): Figure;
}

/** @param what - the work, which the figures are named after. */
export function besideOurs(
  what: string,
  { measurements }: Competition,
  { threads }: { readonly threads: number },
): BesideOurs {
  const ours = measurements.find(({ name }) => name === ourName(threads));
  const peers = measurements.filter(({ name }) => !name.startsWith("towerkit"));
  const ratios = ours ? peers.map((peer) => ratioOf(peer, ours)) : [];
  return {
    times: measurements.map(timesOf),
    ratios,
    fasterThan: (peer, least) => {
      const its = ratios.filter(({ of }) => of === peer || of === allocatorTuned(peer));
      return timesFaster(`${what}: times as fast as ${peer}`, its, least);
    },
  };
}
