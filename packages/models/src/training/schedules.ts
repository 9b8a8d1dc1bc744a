import { ConfigError, checkInteger, checkPositive, shown } from "@towerkit/core";
import { exp, log } from "@towerkit/kernels";
import { cosPi } from "./cos-pi.js";
import type { Schedule, ScheduleSpan } from "./schedule.js";

/**
 * Rises evenly to the whole learning rate, then follows another schedule as if it began there.
 * @param steps - how many steps the rise takes, from 1.
 * @param followedBy - default: it stays at the whole learning rate.
 * @throws ConfigError if `steps` is no whole number from 1.
 * @example
 * const schedule = warmup(100, cosineDecay());
 */
export function warmup(steps: number, followedBy?: Schedule): Schedule {
  checkInteger("warmup: steps", steps, 1);
  return {
    factor(step, span) {
      if (step <= steps) return step / steps;
      const left = { ...span, steps: Math.max(1, span.steps - steps) };
      return followedBy?.factor(step - steps, left) ?? 1;
    },
    toJSON: () => ({ name: "warmup", steps, followedBy: followedBy?.toJSON() ?? null }),
  };
}

/** What a decay ends near. */
export interface DecayOptions {
  /** The share of the learning rate that is left at the end, from 0 to 1. Default 0. */
  readonly to?: number;
}

/**
 * Falls evenly from the first step to the last.
 * @throws ConfigError if `to` is not from 0 to 1.
 */
export function linearDecay({ to = 0 }: DecayOptions = {}): Schedule {
  checkShare("linearDecay: to", to);
  return {
    factor: (step, span) => 1 - (1 - to) * progress(step, span),
    toJSON: () => ({ name: "linearDecay", to }),
  };
}

/**
 * Falls along half a wave of the cosine: slowly at first and at the end (Loshchilov and Hutter, "SGDR:
 * Stochastic Gradient Descent with Warm Restarts", 2017, without the restarts).
 * @throws ConfigError if `to` is not from 0 to 1.
 */
export function cosineDecay({ to = 0 }: DecayOptions = {}): Schedule {
  checkShare("cosineDecay: to", to);
  return {
    factor: (step, span) => to + ((1 - to) * (1 + cosPi(progress(step, span)))) / 2,
    toJSON: () => ({ name: "cosineDecay", to }),
  };
}

/**
 * Is multiplied by `rate` in the course of every epoch, a little at each step.
 * @param rate - above 0.
 * @throws ConfigError if it is not.
 */
export function exponentialDecay(rate: number): Schedule {
  checkPositive("exponentialDecay: rate", rate);
  const logarithm = log(rate);
  return {
    factor: (step, { stepsPerEpoch }) => exp((logarithm * (step - 1)) / stepsPerEpoch),
    toJSON: () => ({ name: "exponentialDecay", rate }),
  };
}

/**
 * Is multiplied by `rate` after every so many epochs, and stays between.
 * @param options - `rate`: above 0; `every`: epochs, from 1.
 * @throws ConfigError if they are not.
 */
export function stepDecay({
  rate,
  every,
}: {
  readonly rate: number;
  readonly every: number;
}): Schedule {
  checkPositive("stepDecay: rate", rate);
  checkInteger("stepDecay: every", every, 1);
  return {
    factor(step, { stepsPerEpoch }) {
      // Multiplied out: powers differ from one JavaScript engine to the next.
      let factor = 1;
      for (let at = every * stepsPerEpoch; at < step; at += every * stepsPerEpoch) factor *= rate;
      return factor;
    },
    toJSON: () => ({ name: "stepDecay", rate, every }),
  };
}

/** The share of all steps that is behind a step: from 0, and below 1 at the last. */
const progress = (step: number, { steps }: ScheduleSpan): number => Math.min(1, (step - 1) / steps);

function checkShare(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new ConfigError(`${name} must be from 0 to 1, got ${shown(value)}.`);
}
