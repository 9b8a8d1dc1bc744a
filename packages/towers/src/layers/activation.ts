import type { Runtime } from "@towerkit/kernels";

export const ACTIVATIONS = ["linear", "relu", "tanh", "sigmoid"] as const;

/** The function that a dense layer ends with. */
export type Activation = (typeof ACTIVATIONS)[number];

/** Applies the function to each value, in place. */
export function activate(activation: Activation, values: Float32Array, runtime: Runtime): void {
  switch (activation) {
    case "linear":
      return;
    case "relu":
      for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
      return;
    case "tanh":
      runtime.tanh({ values, out: values });
      return;
    case "sigmoid":
      for (let i = 0; i < values.length; i++) values[i] = -values[i];
      runtime.exp({ values, out: values });
      for (let i = 0; i < values.length; i++) values[i] = 1 / (1 + values[i]);
      return;
  }
}

/** Turns gradients of the function's results, in place, into those of its arguments. */
export function activationGradients(
  activation: Activation,
  output: Float32Array,
  gradients: Float32Array,
): void {
  switch (activation) {
    case "linear":
      return;
    case "relu":
      for (let i = 0; i < output.length; i++) if (output[i] === 0) gradients[i] = 0;
      return;
    case "tanh":
      for (let i = 0; i < output.length; i++) gradients[i] *= 1 - output[i] * output[i];
      return;
    case "sigmoid":
      for (let i = 0; i < output.length; i++) gradients[i] *= output[i] * (1 - output[i]);
      return;
  }
}
