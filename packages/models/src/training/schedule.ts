/** How far a training has come, in steps. */
export interface ScheduleSpan {
  /** Steps of one epoch. */
  readonly stepsPerEpoch: number;
  /** Steps of all epochs. */
  readonly steps: number;
}

/** How the learning rate changes as training goes on. */
export interface Schedule {
  /**
   * What the optimizer's learning rate is multiplied by in a step.
   * @param step - from 1.
   */
  factor(step: number, span: ScheduleSpan): number;
  /** Its settings, as plain JSON. */
  toJSON(): Readonly<Record<string, unknown>>;
}
