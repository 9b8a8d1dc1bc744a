import { LineProcess, type Program } from "./line-process.js";
import type { Answer, Info, Setup } from "./protocol.js";

/** Somebody who does the work of a case. */
export interface Contestant {
  readonly name: string;
  readonly info: Info;
  /** Does the work `n` times. */
  run(n: number): Promise<Answer>;
  /** Ends the contestant; doing so twice is harmless. */
  close(): Promise<void>;
}

/** Somebody who may take part, and how to start them; starting throws where they cannot. */
export interface Entrant {
  readonly name: string;
  start(): Promise<readonly Contestant[]>;
}

/** Somebody who did not take part, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** A long-lived process that answers over the line protocol. */
export function lineEntrant(name: string, program: Program, setup: Setup): Entrant {
  return { name, start: async () => [await startLine(program, setup, { name })] };
}

/**
 * One process that can do several works, each of which competes as a contestant of its own.
 * @param works - names of contestants by what to ask the process for.
 */
export function manyInOne(
  name: string,
  program: Program,
  setup: Setup,
  works: (info: Info) => Readonly<Record<string, string>>,
): Entrant {
  return {
    name,
    async start() {
      const host = await startLine(program, setup, { name });
      return Object.entries(works(host.info)).map(([what, workName]) => ({
        name: workName,
        info: host.info,
        run: (n) => host.run(n, what),
        close: () => host.close(),
      }));
    },
  };
}

/** A program that is started anew for each run; `once` gives back what one run took and brought. */
export function processEntrant(name: string, once: () => Promise<Answer>): Entrant {
  const run = async (n: number): Promise<Answer> => {
    const milliseconds: number[] = [];
    const values: Record<string, number[]> = {};
    for (let i = 0; i < n; i++) {
      const answer = await once();
      milliseconds.push(...answer.milliseconds);
      for (const [key, more] of Object.entries(answer.values ?? {})) {
        values[key] = [...(values[key] ?? []), ...more];
      }
    }
    return { milliseconds, values };
  };
  return { name, start: async () => [{ name, info: {}, run, close: async () => {} }] };
}

async function startLine(program: Program, setup: Setup, { name }: { readonly name: string }) {
  const child = new LineProcess(program);
  try {
    const info = await child.setUp({ setup });
    return {
      name,
      info,
      run: (n: number, what?: string) => child.run({ run: n, ...(what !== undefined && { what }) }),
      close: () => child.close(),
    };
  } catch (error) {
    await child.close();
    throw error;
  }
}
