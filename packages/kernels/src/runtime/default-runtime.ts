import { makeMachine } from "../machine/machine.js";
import { LocalRuntime } from "./local-runtime.js";
import type { Runtime } from "./types.js";

let made: Promise<LocalRuntime> | undefined;

/**
 * The runtime that functions use when they are given none: made at the first call, shared from then
 * on, and made anew if someone closed it.
 */
export function defaultRuntime(): Promise<Runtime> {
  made = made === undefined ? make() : made.then((held) => (held.isClosed ? make() : held));
  return made;
}

async function make(): Promise<LocalRuntime> {
  return new LocalRuntime({ machine: await makeMachine({}) });
}
