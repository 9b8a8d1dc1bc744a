import type { Layer, LayerContext, LayerGradients, LayerParts, Pass } from "./layer.js";

/**
 * Makes layers one after another.
 * @param create - makes the one at a place, which `parts` names and says the width before.
 */
export function makeStack<Spec extends { readonly kind: string }>(
  specs: readonly Spec[],
  parts: LayerParts,
  create: (spec: Spec, parts: LayerParts) => Layer,
): readonly Layer[] {
  let width = parts.inputWidth;
  return specs.map((spec, i) => {
    const name = `${parts.name}/${i + 1}-${spec.kind}`;
    const layer = create(spec, { ...parts, name, inputWidth: width });
    width = layer.outputWidth;
    return layer;
  });
}

/** A pass through all of some layers. */
export function forwardThrough(
  layers: readonly Layer[],
  input: Float32Array,
  rows: number,
  context: LayerContext,
): Pass {
  let output = input;
  const passes = layers.map((layer) => {
    const pass = layer.forward(output, rows, context);
    output = pass.output;
    return pass;
  });
  return { output, backward: (gradients) => backwardThrough(passes, gradients) };
}

function backwardThrough(passes: readonly Pass[], gradients: Float32Array): LayerGradients {
  const parameters: Float32Array[] = [];
  let back = gradients;
  for (let i = passes.length - 1; i >= 0; i--) {
    const found = passes[i].backward(back);
    parameters.unshift(...found.parameters);
    back = found.input;
  }
  return { input: back, parameters };
}
