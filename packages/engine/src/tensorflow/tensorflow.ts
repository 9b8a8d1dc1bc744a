import { ConfigError } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { TowerkitBackend } from "../backend/backend.js";
import { asCurrent, type CurrentBackend, currentBackend, makeCurrent } from "./current-backend.js";
import type { TensorFlowCore } from "./load.js";

/** TensorFlow.js on an engine. Its functions can be taken out of it. */
export interface TensorFlow {
  /** TensorFlow.js core: the caller's own copy, so that a `LayersModel` of theirs lives in it too. */
  readonly tf: TensorFlowCore;
  /** The backend's name in TensorFlow.js: `"towerkit"` or `"tensorflow"`. */
  readonly backend: string;
  /**
   * Runs a function with the engine's backend as the current one, and gives the caller's back
   * afterwards, also when it throws. Calls may be nested, those of other engines too.
   * @throws ConfigError where the function returns a promise: what follows would run on another backend.
   */
  readonly run: <T>(work: () => T) => T;
  /**
   * Makes the engine's backend the current one for work that is asynchronous, until another is chosen
   * or the engine is closed, which gives the caller's back.
   */
  readonly use: () => void;
}

/** A backend that is registered in TensorFlow.js, and what it is to run on. */
interface Parts {
  readonly tf: TensorFlowCore;
  readonly name: string;
  /** The one that runs on our kernels, and the runtime that they are to have. */
  readonly towerkit?: { readonly backend: TowerkitBackend; readonly runtime: Runtime };
}

interface Before {
  readonly current: CurrentBackend;
  readonly runtime: Runtime | undefined;
}

/** TensorFlow.js on one engine. Several share one backend, and lend it their runtimes in turn. */
export class EngineTensorFlow implements TensorFlow {
  readonly tf: TensorFlowCore;
  readonly backend: string;
  readonly #towerkit: Parts["towerkit"];
  readonly #own: CurrentBackend;
  #beforeUse: Before | undefined;

  constructor({ tf, name, towerkit }: Parts) {
    this.tf = tf;
    this.backend = name;
    this.#towerkit = towerkit;
    this.#own = asCurrent(tf, name);
  }

  readonly run = <T>(work: () => T): T => {
    const before = this.#enter();
    try {
      const result = work();
      if (result instanceof Promise) {
        throw new ConfigError(
          "run() takes a synchronous function, got one that returns a promise; call use() before work that is asynchronous.",
        );
      }
      return result;
    } finally {
      this.#leave(before);
    }
  };

  readonly use = (): void => {
    const before = this.#enter();
    this.#beforeUse ??= before;
  };

  /** Undoes `use()`, as far as nobody has chosen another backend or engine since. */
  close(): void {
    const before = this.#beforeUse;
    const isLent = this.#towerkit?.backend.runtime === this.#towerkit?.runtime;
    if (before === undefined || !isLent) return;
    if (currentBackend(this.tf).backendName === this.backend) this.#leave(before);
    else this.#lend(before.runtime);
  }

  #enter(): Before {
    const { tf } = this;
    const before = { current: currentBackend(tf), runtime: this.#towerkit?.backend.runtime };
    makeCurrent(tf, this.#own);
    this.#lend(this.#towerkit?.runtime);
    return before;
  }

  #leave({ current, runtime }: Before): void {
    makeCurrent(this.tf, current);
    this.#lend(runtime);
  }

  #lend(runtime: Runtime | undefined): void {
    if (this.#towerkit) this.#towerkit.backend.runtime = runtime;
  }
}
