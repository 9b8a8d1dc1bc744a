import { EngineError } from "@towerkit/core";
import type { TensorFlowCore } from "./load.js";

/** What TensorFlow.js's engine knows of its current backend, or of one that is still loading. */
export interface CurrentBackend {
  readonly backendName: string | undefined;
  readonly backendInstance: unknown;
  readonly pendingBackendInit: unknown;
  readonly profiler: unknown;
}

const NONE: CurrentBackend = {
  backendName: undefined,
  backendInstance: undefined,
  pendingBackendInit: undefined,
  profiler: undefined,
};

/** Remembers the current backend, also where none was chosen yet. */
export function currentBackend(tf: TensorFlowCore): CurrentBackend {
  const { backendName, backendInstance, pendingBackendInit, profiler } = fieldsOf(tf);
  return { backendName, backendInstance, pendingBackendInit, profiler };
}

/** Makes a remembered backend the current one again, at once: `tf.setBackend` cannot choose none. */
export function makeCurrent(tf: TensorFlowCore, backend: CurrentBackend): void {
  const fields = fieldsOf(tf);
  fields.backendName = backend.backendName;
  fields.backendInstance = backend.backendInstance;
  fields.pendingBackendInit = backend.pendingBackendInit;
  fields.profiler = backend.profiler;
}

/**
 * Learns what the current backend would be if it were the one of a name, which needs no loading.
 * @throws EngineError where TensorFlow.js cannot make it current.
 */
export function asCurrent(tf: TensorFlowCore, name: string): CurrentBackend {
  const before = currentBackend(tf);
  makeCurrent(tf, NONE);
  try {
    // It is current as soon as this is called; only the answer comes later.
    void tf.setBackend(name);
    const chosen = currentBackend(tf);
    if (chosen.backendName !== name || !chosen.backendInstance) {
      throw new EngineError(`TensorFlow.js's backend ${name} cannot be made current.`);
    }
    return chosen;
  } finally {
    makeCurrent(tf, before);
  }
}

/** The fields are TensorFlow.js's own business, but its public functions cannot put them back. */
function fieldsOf(tf: TensorFlowCore): Writable<CurrentBackend> {
  return tf.engine() as unknown as Writable<CurrentBackend>;
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] };
