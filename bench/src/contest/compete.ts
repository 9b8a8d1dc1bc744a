import type { Contestant, Entrant, LeftOut } from "./contestant.js";
import type { Info } from "./protocol.js";
import { withoutPaths } from "./without-paths.js";

/** How long a competition is. */
export interface CompeteOptions {
  /** How often it is everybody's turn. */
  readonly rounds: number;
  /** How often a contestant does the work in one turn. */
  readonly samples: number;
  /**
   * How often it does so before the first that counts: whoever worked before has had the caches, and
   * threads are asleep, which is not how work goes that goes on. Default 0.
   */
  readonly settle?: number;
  /** For how long it goes on doing so, at least; nothing is settled where `settle` is 0. Default 0. */
  readonly settleSeconds?: number;
  /** How often each does it before the first round; with 0 nothing is checked. Default 1. */
  readonly warmUp?: number;
  /**
   * For how long each goes on doing it before the first round: compilers, ours and the peers', make code
   * that runs often faster, and training runs for longer than this. Default 0.
   */
  readonly warmUpSeconds?: number;
  /** Refuses a contestant after the warm-up, by throwing, if it does not do the work at hand. */
  readonly check?: (contestant: Contestant, values: Values) => void;
  readonly say?: (line: string) => void;
}

/** What contestants measured or computed besides their times, from the warm-up on. */
export type Values = Readonly<Record<string, readonly number[]>>;

/** A contestant's times. */
export interface Measurement {
  readonly name: string;
  readonly info: Info;
  /** Milliseconds, one list a round. */
  readonly rounds: readonly (readonly number[])[];
  readonly values: Values;
}

export interface Competition {
  readonly measurements: readonly Measurement[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Starts everybody, warms them up, and has them work in turns, round after round, so that whatever
 * else the machine does hits all alike. One works at a time; the others wait for input. Whoever
 * cannot start or fails is left out, with the reason.
 */
export async function compete(
  entrants: readonly Entrant[],
  options: CompeteOptions,
): Promise<Competition> {
  const { rounds, samples, settle = 0, settleSeconds = 0 } = options;
  const { warmUp = 1, warmUpSeconds = 0, check, say = () => {} } = options;
  const leftOut: LeftOut[] = [];
  const running = new Map<Contestant, Recording>();

  const attempt = async (name: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      const why = withoutPaths(error instanceof Error ? error.message : String(error));
      leftOut.push({ name, why });
      say(`  left out: ${name}: ${why}`);
      return false;
    }
  };

  try {
    for (const entrant of entrants) {
      await attempt(entrant.name, async () => {
        for (const contestant of await entrant.start()) running.set(contestant, new Recording());
      });
    }
    const turn = async (work: (contestant: Contestant, recording: Recording) => Promise<void>) => {
      for (const [contestant, recording] of running) {
        if (await attempt(contestant.name, () => work(contestant, recording))) continue;
        running.delete(contestant);
        await contestant.close();
      }
    };
    if (warmUp > 0) {
      await turn(async (contestant, recording) => {
        const began = performance.now();
        recording.keep(await contestant.run(warmUp));
        check?.(contestant, recording.values);
        while (secondsSince(began) < warmUpSeconds) await contestant.run(warmUp);
      });
    }
    for (let round = 0; round < rounds; round++) {
      await turn(async (contestant, recording) => {
        const began = performance.now();
        if (settle > 0) {
          do await contestant.run(settle);
          while (secondsSince(began) < settleSeconds);
        }
        const answer = await contestant.run(samples);
        recording.keep(answer);
        recording.rounds.push(answer.milliseconds);
      });
    }
  } finally {
    for (const contestant of running.keys()) await contestant.close();
  }
  return {
    leftOut,
    measurements: [...running].map(([{ name, info }, { rounds, values }]) => ({
      name,
      info,
      rounds,
      values,
    })),
  };
}

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

/** What one contestant brought so far. */
class Recording {
  readonly rounds: (readonly number[])[] = [];
  readonly values: Record<string, number[]> = {};

  keep({ values = {} }: { readonly values?: Values }): void {
    for (const [key, more] of Object.entries(values)) {
      this.values[key] = [...(this.values[key] ?? []), ...more];
    }
  }
}
