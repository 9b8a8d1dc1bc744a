import { EngineError } from "@towerkit/core";

/** @throws EngineError always: a native library cannot be had here. */
export async function loadTfjsNode(): Promise<void> {
  throw new EngineError(
    'the engine "tfjs-node" is a native library for Node and cannot run here; use the default engine.',
  );
}
