import type { Layer, LayerParts, LayerSpec, Pass } from "./layer.js";

/** The settings of a normalisation to length 1. */
export interface L2NormalizeSpec extends LayerSpec {
  readonly kind: "l2Normalize";
}

/** Keras's floor for a squared length, below which a row is not blown up to length 1. */
const SMALLEST_SQUARE = 1e-12;

/**
 * Divides each row by its length, so that dot products become cosines; take a temperature of about
 * 0.05 to 0.1 with it (Yi et al., 2019). A row of zeros stays one.
 */
export function l2Normalize(): L2NormalizeSpec {
  return { kind: "l2Normalize" };
}

export function createL2Normalize(_spec: L2NormalizeSpec, { inputWidth }: LayerParts): Layer {
  const width = inputWidth;
  return {
    inputWidth,
    outputWidth: inputWidth,
    parameters: [],
    forward(input, rows): Pass {
      const output = new Float32Array(input.length);
      const scales = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const from = row * width;
        let square = 0;
        for (let d = 0; d < width; d++) square += input[from + d] * input[from + d];
        scales[row] = 1 / Math.sqrt(Math.max(square, SMALLEST_SQUARE));
        for (let d = 0; d < width; d++) output[from + d] = input[from + d] * scales[row];
      }
      return {
        output,
        backward: (gradients) => ({
          input: unitGradients(gradients, output, scales),
          parameters: [],
        }),
      };
    },
  };
}

/** Less what points along the row itself, which its length undoes. */
function unitGradients(
  gradients: Float32Array,
  output: Float32Array,
  scales: Float64Array,
): Float32Array {
  const width = output.length / scales.length;
  const out = new Float32Array(output.length);
  for (let row = 0; row < scales.length; row++) {
    const from = row * width;
    let along = 0;
    let square = 0;
    for (let d = 0; d < width; d++) {
      along += gradients[from + d] * output[from + d];
      square += output[from + d] * output[from + d];
    }
    // A row under the floor is only scaled: its length is not 1 and nothing is undone.
    if (square < 0.5) along = 0;
    for (let d = 0; d < width; d++) {
      out[from + d] = scales[row] * (gradients[from + d] - along * output[from + d]);
    }
  }
  return out;
}
