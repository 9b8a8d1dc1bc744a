import { createEngine, type Engine } from "@towerkit/engine";
import type { CommonOptions } from "./options.js";

/** Does some work with the engine that the command line asks for, and closes it after. */
export async function withEngine<T>(
  { engine: name, threads }: CommonOptions,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await createEngine({
    ...(name !== undefined && { engine: name }),
    ...(threads !== undefined && { threads }),
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
