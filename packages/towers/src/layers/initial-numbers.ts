import { createGenerator, type Generator, type Tensor } from "@towerkit/core";
import { log } from "@towerkit/kernels";
import type { InitialNumbers } from "./layer.js";
import { checkStored } from "./parameters.js";

const STANDARD_DEVIATION = 0.05;

/** What decides the first numbers of the layers of one network. */
export interface NumbersPlan {
  readonly seed: number;
  readonly name: string;
  /** Those that are to be loaded, if any. */
  readonly weights?: Readonly<Record<string, Tensor>> | undefined;
}

export const firstNumbers = ({ seed, name, weights }: NumbersPlan): InitialNumbers =>
  weights === undefined ? initialNumbers(seed, name) : roomFor(weights);

/**
 * First numbers for the layers of one network: each parameter has a stream of its own, so that none
 * depends on which others there are.
 */
export function initialNumbers(seed: number, network: string): InitialNumbers {
  const streamOf = (name: string) => createGenerator(seed, "weights", network, name);
  return {
    glorotUniform(name, inputs, outputs) {
      const stream = streamOf(name);
      const bound = Math.sqrt(6 / (inputs + outputs));
      return drawn(inputs * outputs, () => (2 * stream.uniform() - 1) * bound);
    },
    truncatedNormal(name, inputs, outputs) {
      const stream = streamOf(name);
      return drawn(inputs * outputs, () => normalWithinTwo(stream) * STANDARD_DEVIATION);
    },
    constant: (_name, length, value) => new Float32Array(length).fill(value),
  };
}

/**
 * Zeros in place of numbers that are to be loaded. A parameter is given room only where the weights hold
 * as much for it, so that settings from outside cannot ask for more than came with them.
 */
function roomFor(weights: Readonly<Record<string, Tensor>>): InitialNumbers {
  const room = (name: string, ...shape: readonly number[]): Float32Array =>
    new Float32Array(checkStored(name, shape, weights).length);
  return {
    glorotUniform: room,
    truncatedNormal: room,
    constant: (name, length) => room(name, length),
  };
}

function drawn(count: number, draw: () => number): Float32Array {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = draw();
  return numbers;
}

/** A standard normal number, drawn again until it is within ±2 (polar method: Marsaglia, 1964). */
function normalWithinTwo(stream: Generator): number {
  for (;;) {
    const x = 2 * stream.uniform() - 1;
    const y = 2 * stream.uniform() - 1;
    const square = x * x + y * y;
    if (square === 0 || square >= 1) continue;
    const normal = x * Math.sqrt((-2 * log(square)) / square);
    if (Math.abs(normal) <= 2) return normal;
  }
}
