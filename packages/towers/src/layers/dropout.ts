import { ConfigError, createGenerator, shown } from "@towerkit/core";
import type { Layer, LayerContext, LayerParts, LayerSpec, Pass } from "./layer.js";

/** The settings of a dropout layer. */
export interface DropoutSpec extends LayerSpec {
  readonly kind: "dropout";
  readonly rate: number;
}

/**
 * Sets a share of the numbers to 0 in training and divides the others by the share that is kept
 * (Srivastava and others, 2014); changes nothing otherwise. What is dropped depends on the seed, the
 * layer and the step alone.
 * @param rate - the share, from 0 to below 1.
 * @throws ConfigError if it is not that.
 */
export function dropout(rate: number): DropoutSpec {
  if (typeof rate !== "number" || !(rate >= 0 && rate < 1)) {
    throw new ConfigError(`dropout rate must be from 0 to below 1, got ${shown(rate)}.`);
  }
  return { kind: "dropout", rate };
}

export function createDropout({ rate }: DropoutSpec, { name, inputWidth }: LayerParts): Layer {
  return {
    inputWidth,
    outputWidth: inputWidth,
    parameters: [],
    forward(input, _rows, { training }: LayerContext): Pass {
      if (training === undefined || rate === 0) return unchanged(input);
      const scales = keptScales(input.length, rate, { name, ...training });
      return {
        output: times(input, scales, new Float32Array(input.length)),
        backward: (gradients) => ({ input: times(gradients, scales, gradients), parameters: [] }),
      };
    },
  };
}

const unchanged = (input: Float32Array): Pass => ({
  output: input,
  backward: (gradients) => ({ input: gradients, parameters: [] }),
});

/** For each number 0 where it is dropped, else what it is multiplied by. */
function keptScales(
  count: number,
  rate: number,
  { name, seed, step }: { name: string; seed: number; step: number },
): Float32Array {
  const stream = createGenerator(seed, "dropout", name, step);
  const threshold = rate * 2 ** 32;
  const scale = 1 / (1 - rate);
  const scales = new Float32Array(count);
  for (let i = 0; i < count; i++) scales[i] = stream.uint32() < threshold ? 0 : scale;
  return scales;
}

function times(values: Float32Array, scales: Float32Array, out: Float32Array): Float32Array {
  for (let i = 0; i < out.length; i++) out[i] = values[i] * scales[i];
  return out;
}
