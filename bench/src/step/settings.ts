/** What the training step of every contestant is told. */
export interface StepSetup {
  readonly [setting: string]: unknown;
  /** Holds the prepared files. */
  readonly folder: string;
  readonly batchSize: number;
  readonly dim: number;
  readonly threads: number;
  readonly learningRate: number;
  readonly initialAccumulator: number;
  readonly epsilon: number;
}

/** Adagrad as the tutorials have it, with Keras's defaults written out. */
export const ADAGRAD = { learningRate: 0.1, initialAccumulator: 0.1, epsilon: 1e-7 } as const;
